// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import static dev.salvor.operation.SampleReports.digest;
import static dev.salvor.operation.SampleReports.name;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.salvor.image.MediaType;
import dev.salvor.image.Platform;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.inventory.ContentTotal;
import dev.salvor.inventory.ImageSummary;
import dev.salvor.inventory.Inventory;
import dev.salvor.inventory.ManifestSummary;
import dev.salvor.inventory.ManifestSummary.Kind;
import dev.salvor.inventory.ManifestSummary.State;
import dev.salvor.inventory.NameList;
import dev.salvor.outcome.Outcome;
import dev.salvor.select.ScanFindings;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.SourceProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScanViewTest {
    private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");
    private static final ImageSummary WHOLE = new ImageSummary(
            name("p/app:1.0"),
            Optional.of(new ScannedTag(new Tag("1.0"), digest("1"), NOW.minus(Duration.ofDays(3)))),
            new ManifestSummary(
                    Kind.INDEX,
                    MediaType.OCI_INDEX,
                    List.of(new Platform("linux", "amd64", ""), new Platform("linux", "arm64", "v8")),
                    new State.Whole(5 << 20)));
    private static final ImageSummary BROKEN = new ImageSummary(
            name("p/app:2.0"),
            Optional.empty(),
            new ManifestSummary(
                    Kind.UNKNOWN,
                    new MediaType(""),
                    List.of(),
                    new State.Faulty(new Outcome.Damaged("its link holds no digest but '\u001b[2J'"))));
    private static final ScanFindings FINDINGS = new ScanFindings(
            4,
            2,
            List.of(new RepositoryName("p/lost")),
            List.of(new SourceProblem(
                    SourceProblem.Kind.SKIPPED,
                    Path.of("/s/Bad\u001b[31m"),
                    "no repository can have this name, skipped")),
            List.of(name("p/app:3.0")));
    private static final ContentTotal.Sum CONTENT = new ContentTotal.Sum(3, 1200, 5 << 20);

    @Test
    void theTableHasTheImagesTheTotalsAndEverythingThatIsWrong() {
        assertThat(new ScanView(new Inventory(FINDINGS, List.of(WHOLE, BROKEN), CONTENT), NOW).table())
                .isEqualTo("""
                        REPOSITORY  TAG  DIGEST        TYPE     PLATFORMS                      SIZE  AGE  STATE
                        p/app       1.0  %s  index    linux/amd64,linux/arm64/v8  5.0 MiB  3 d
                        p/app       2.0                unknown                                            damaged

                        4 repositories, 2 tags
                        5.0 MiB in 1,200 blobs and 3 manifests, each counted once; without the 1 image that something is wrong with

                        1 image damaged: the storage lacks a part or has a broken one
                          p/app:2.0  its link holds no digest but '\\u001b[2J'
                          -> No registry can serve these from this storage. --blobs-from takes what is missing from a backup, another replica or a node that runs it; --repair-links takes for a tag without a link what its index says last.

                        1 image not in the storage: they were asked for by name
                          p/app:3.0
                          -> Check the names; salvor scan STORAGE -o names lists all.

                        1 problem in the storage:
                          /s/Bad\\u001b[31m: no repository can have this name, skipped
                        """.formatted(digest("1").shortHex()) + Untagged.paragraph(FINDINGS.untagged()));
    }

    @Test
    void aSelectionIsSaidToBeOne() {
        ScanFindings findings = new ScanFindings(20, 1204, List.of(), List.of(), List.of());
        assertThat(new ScanView(new Inventory(findings, List.of(WHOLE), CONTENT), NOW).table())
                .endsWith("\n20 repositories, 1,204 tags, 1 of them selected\n"
                        + "5.0 MiB in 1,200 blobs and 3 manifests, each counted once\n");
    }

    @Test
    void theFieldsOfTheJsonStay() throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(new ScanView(new Inventory(FINDINGS, List.of(WHOLE, BROKEN), CONTENT), NOW).json());
        assertThat(json.path("images").path(0))
                .hasToString(
                        "{\"image\":\"p/app:1.0\",\"repository\":\"p/app\",\"tag\":\"1.0\",\"digest\":\"" + digest("1")
                                + "\",\"type\":\"index\",\"mediaType\":\"application/vnd.oci.image.index.v1+json\","
                                + "\"platforms\":[\"linux/amd64\",\"linux/arm64/v8\"],\"bytes\":5242880,"
                                + "\"modified\":\"2026-03-28T12:00:00Z\",\"source\":\"disk\",\"state\":\"whole\",\"reason\":\"\"}");
        JsonNode broken = json.path("images").path(1);
        assertThat(broken.path("digest").isNull()).isTrue();
        assertThat(broken.path("bytes").isNull()).isTrue();
        assertThat(broken.path("modified").isNull()).isTrue();
        assertThat(broken.path("type").textValue()).isEqualTo("unknown");
        assertThat(broken.path("state").textValue()).isEqualTo("damaged");
        assertThat(broken.path("reason").textValue()).contains("\u001b[2J");
        assertThat(json.path("notInStorage")).hasToString("[\"p/app:3.0\"]");
        assertThat(json.path("unique")).hasToString("{\"manifests\":3,\"blobs\":1200,\"bytes\":5242880}");
        assertThat(json.path("storage").path("untagged")).hasToString("[\"p/lost\"]");
        assertThat(json.path("storage").path("tags").intValue()).isEqualTo(2);
    }

    @Test
    void namesAreLinesAndComplaintsAreApart() {
        NameList list = new NameList(FINDINGS, List.of(name("p/app:1.0"), name("p/app:2.0")), List.of());
        NamesView view = new NamesView(list, false);
        assertThat(view.names()).isEqualTo("p/app:1.0\np/app:2.0\n");
        assertThat(view.complaints())
                .contains("1 image not in the storage: they were asked for by name", "  p/app:3.0")
                .anyMatch(line -> line.startsWith("1 repository has images but no tag"))
                .noneMatch(String::isBlank)
                .noneMatch(line -> line.contains("\u001b"));
    }

    @Test
    void namesThatWereReadFromLinksAloneAreSaidToBeSo() {
        NameList list = new NameList(
                new ScanFindings(1, 1, List.of(), List.of(), List.of()), List.of(name("p/app:1.0")), List.of());
        assertThat(new NamesView(list, false).complaints())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("-o names reads no manifest, so it has not looked whether these tags are stale")
                        .endsWith("salvor scan without it does"));
        assertThat(new NamesView(list, true).complaints()).isEmpty();
    }
}
