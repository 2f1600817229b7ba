// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import static dev.salvor.operation.SampleReports.digest;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.salvor.image.Descriptor;
import dev.salvor.image.ImageName;
import dev.salvor.image.MediaType;
import dev.salvor.image.Platform;
import dev.salvor.image.Tag;
import dev.salvor.inventory.Inspection;
import dev.salvor.inventory.Part;
import dev.salvor.inventory.Part.Role;
import dev.salvor.inventory.Part.State;
import dev.salvor.source.BrokenTag;
import dev.salvor.source.TagOrigin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InspectViewTest {
    private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");
    private static final ImageName NAME = ImageName.tryParse("p/app:1.0").orElseThrow();
    private static final MediaType LAYER = new MediaType("a/layer");

    @Test
    void eachPartIsARowBelowItsManifestWithItsFile() {
        Part layer = part(Role.LAYER, LAYER, "l", 2048, new State.WrongSize(7));
        Part evil = part(Role.CONFIG, new MediaType("a/\u001b[2J"), "c", 10, new State.Ok());
        Part root = new Part(
                Role.INDEX,
                new Descriptor(MediaType.OCI_INDEX, digest("i"), 300, Platform.NONE),
                Path.of("/s/i"),
                new State.Ok(),
                List.of(new Part(
                        Role.MANIFEST,
                        new Descriptor(MediaType.OCI_IMAGE, digest("m"), 200, new Platform("linux", "arm64", "")),
                        Path.of("/s/m"),
                        new State.Ok(),
                        List.of(evil, layer))));
        List<String> lines = view(root)
                .table()
                .lines()
                .map(line -> line.replaceAll("(?<=\\S) {2,}", "|"))
                .toList();
        assertThat(lines)
                .containsExactly(
                        "IMAGE|p/app:1.0",
                        "DIGEST|" + digest("i"),
                        "MEDIA TYPE|application/vnd.oci.image.index.v1+json",
                        "SIZE|at least 2.5 KiB",
                        "LINK|2 h old, 2026-03-31T10:00:00Z",
                        "",
                        "PART|STATE|SIZE|DIGEST|MEDIA TYPE|FILE",
                        "index|ok|300 B|" + digest("i") + "|application/vnd.oci.image.index.v1+json|/s/i",
                        "  manifest linux/arm64|ok|200 B|" + digest("m")
                                + "|application/vnd.oci.image.manifest.v1+json|/s/m",
                        "    config|ok|10 B|" + digest("c") + "|a/\\u001b[2J|/s/c",
                        "    layer|size 7 on disk|2.0 KiB|" + digest("l") + "|a/layer|/s/l",
                        "",
                        "1 part keeps this image from being delivered.");
    }

    @Test
    void everyStateHasItsWords() {
        Part root = new Part(
                Role.MANIFEST,
                new Descriptor(MediaType.OCI_IMAGE, digest("m"), 200, Platform.NONE),
                Path.of("/s/m"),
                new State.Ok(),
                List.of(
                        part(Role.LAYER, LAYER, "1", 1, new State.Missing()),
                        part(Role.LAYER, LAYER, "2", 1, new State.Unreadable("permission denied")),
                        part(Role.LAYER, LAYER, "3", 1, new State.NotDistributable()),
                        part(Role.MANIFEST, LAYER, "4", 1, new State.Damaged("is empty")),
                        part(Role.MANIFEST, LAYER, "5", 1, new State.Unsupported("not JSON")),
                        part(Role.MANIFEST, LAYER, "6", 1, new State.Repeated())));
        assertThat(view(root).table())
                .contains(
                        " missing ",
                        " unreadable: permission denied ",
                        " not distributable, not needed ",
                        " damaged: is empty ",
                        " unsupported: not JSON ",
                        " see above ",
                        "4 parts keep this image from being delivered.");
    }

    @Test
    void aWholeImageHasNoVerdictAndARootOfUnknownSizeHasNone() {
        assertThat(view(part(Role.MANIFEST, MediaType.OCI_IMAGE, "m", 200, new State.Ok()))
                        .table())
                .contains("SIZE        200 B\n")
                .doesNotContain("delivered");
        assertThat(view(part(Role.MANIFEST, new MediaType(""), "m", 0, new State.Missing()))
                        .table())
                .doesNotContain("0 B");
    }

    @Test
    void theFieldsOfTheJsonStay() throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(view(part(Role.MANIFEST, MediaType.OCI_IMAGE, "m", 200, new State.WrongSize(7)))
                        .json());
        assertThat(json)
                .hasToString("{\"image\":\"p/app:1.0\",\"whole\":false,\"digest\":\"" + digest("m")
                        + "\",\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"bytes\":200,"
                        + "\"modified\":\"2026-03-31T10:00:00Z\",\"source\":\"disk\",\"subject\":null,\"manifest\":{\"role\":\"manifest\","
                        + "\"digest\":\"" + digest("m") + "\","
                        + "\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"platform\":\"\",\"bytes\":200,"
                        + "\"state\":\"wrongSize\",\"reason\":\"7 bytes on disk\",\"file\":\"/s/m\",\"parts\":[]}}");
    }

    @Test
    void aBrokenLinkIsToldWithWhatHelps() throws IOException {
        InspectView view = new InspectView(
                new Inspection.BrokenLink(NAME, new BrokenTag(new Tag("1.0"), false, "its link holds '\u001b[2J'")),
                new TagOrigin.Link(),
                NOW);
        assertThat(view.table()).startsWith("p/app:1.0: its link holds '\\u001b[2J'\n  -> ");
        assertThat(new ObjectMapper().readTree(view.json()))
                .hasToString(
                        "{\"image\":\"p/app:1.0\",\"whole\":false,\"state\":\"damaged\",\"reason\":\"its link holds '\\u001B[2J'\"}");
    }

    @Test
    void aTagWithSeveralDigestsIsNoDamageOfTheStorage() {
        InspectView view = new InspectView(
                new Inspection.BrokenLink(
                        NAME, new BrokenTag(new Tag("1.0"), BrokenTag.Why.AMBIGUOUS, "l.csv gives 2 digests")),
                new TagOrigin.Link(),
                NOW);
        assertThat(view.table()).startsWith("p/app:1.0: l.csv gives 2 digests\n  -> Correct the list");
        assertThat(view.json()).contains("\"state\" : \"ambiguous\"");
    }

    private static InspectView view(Part root) {
        return new InspectView(
                new Inspection.Found(
                        NAME, Optional.of(NOW.minus(Duration.ofHours(2))), root, Optional.empty(), List.of()),
                new TagOrigin.Link(),
                NOW);
    }

    private static Part part(Role role, MediaType type, String content, long size, State state) {
        return new Part(
                role,
                new Descriptor(type, digest(content), size, Platform.NONE),
                Path.of("/s/" + content),
                state,
                List.of());
    }
}
