// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import static dev.salvor.operation.SampleReports.name;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.salvor.image.Digest;
import dev.salvor.image.Platform;
import dev.salvor.inventory.Part;
import dev.salvor.select.ScanFindings;
import dev.salvor.verify.Cause;
import dev.salvor.verify.Fault;
import dev.salvor.verify.ImageVerdict;
import dev.salvor.verify.Leftovers;
import dev.salvor.verify.VerifiedImage;
import dev.salvor.verify.VerifiedStorage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerifyViewTest {
    private static final Digest LAYER = Digest.parse("sha256:" + "ab".repeat(32));
    private static final Digest OTHER = Digest.parse("sha256:" + "cd".repeat(32));

    private static final Fault.OfContent MISSING = new Fault.OfContent(
            Optional.of(Part.Role.LAYER),
            LAYER,
            38L << 20,
            Path.of("/storage/data"),
            Fault.Kind.MISSING,
            "",
            Optional.of(Instant.parse("2026-11-21T16:36:02.2Z")));

    private static VerifiedStorage verification(List<ImageVerdict> verdicts, List<Cause> causes) {
        List<VerifiedImage> images = new ArrayList<>();
        for (int i = 0; i < verdicts.size(); i++) {
            images.add(new VerifiedImage(name("p/app:" + i), Optional.of(OTHER), verdicts.get(i)));
        }
        return new VerifiedStorage(
                new ScanFindings(1, verdicts.size(), List.of(), List.of(), List.of()),
                images,
                causes,
                Optional.of(new Leftovers(2, 2048, 1, 1, 1024)),
                Optional.of(new VerifiedStorage.ContentSum(7, 4096, 3, 0, 2)),
                false);
    }

    private static VerifiedStorage sample() {
        ImageVerdict.Child amd = new ImageVerdict.Child(new Platform("linux", "amd64", ""), OTHER, List.of());
        ImageVerdict.Child arm = new ImageVerdict.Child(new Platform("linux", "arm64", ""), OTHER, List.of(MISSING));
        return verification(
                List.of(
                        new ImageVerdict.Whole(),
                        new ImageVerdict.Damaged(List.of(MISSING)),
                        new ImageVerdict.Partly(List.of(amd), List.of(arm)),
                        new ImageVerdict.NotDeliverable("Docker schema 1")),
                List.of(new Cause(MISSING, 212, 14)));
    }

    @Test
    void aCauseIsALineAndTheVerdictComesLast() {
        String table = new VerifyView(sample()).table();
        assertThat(table)
                .contains("1 blob (layer " + LAYER + ", 38 MiB, missing) breaks 212 images in 14 repositories")
                .contains("whole for linux/amd64; linux/arm64 lacks layer abababababab missing")
                .containsPattern("p/app:3 +not deliverable +Docker schema 1")
                .contains("Nothing refers to 2 blobs with 2.0 KiB, at most")
                .contains("1 upload with 1.0 KiB was never finished")
                .contains("7 blobs with 4.0 KiB read, 3 more read before and unchanged")
                .doesNotContain("p/app:0")
                .endsWith("\n4 images: 1 whole, 1 damaged, 1 partly, 1 not deliverable\n");
    }

    @Test
    void whatIsAListsFaultBlamesNoPartOfTheStorage() throws JsonProcessingException {
        VerifyView view = new VerifyView(verification(
                List.of(
                        new ImageVerdict.Whole(),
                        new ImageVerdict.Ambiguous("l.csv gives 2 digests"),
                        new ImageVerdict.NamedOnly("l.csv")),
                List.of()));
        assertThat(view.table())
                .containsPattern("p/app:1 +ambiguous +l.csv gives 2 digests")
                .containsPattern("p/app:2 +named only +named by l.csv, not in the storage")
                .endsWith("\n3 images: 1 whole, 1 ambiguous, 1 named only\n");
        JsonNode json = new ObjectMapper().readTree(view.json());
        assertThat(json.at("/images/1/verdict").asText()).isEqualTo("ambiguous");
        assertThat(json.at("/images/2/verdict").asText()).isEqualTo("namedOnly");
        assertThat(json.at("/images/1/reason").asText()).isEqualTo("l.csv gives 2 digests");
    }

    @Test
    void ofAWholeStorageThereIsOneSentence() {
        assertThat(new VerifyView(verification(List.of(new ImageVerdict.Whole(), new ImageVerdict.Whole()), List.of()))
                        .sentence())
                .isEqualTo("2 images: 2 whole");
    }

    @Test
    void programsGetEverything() throws JsonProcessingException {
        JsonNode json = new ObjectMapper().readTree(new VerifyView(sample()).json());
        assertThat(json.at("/images/0/verdict").asText()).isEqualTo("whole");
        assertThat(json.at("/images/1/faults/0/kind").asText()).isEqualTo("missing");
        assertThat(json.at("/images/1/faults/0/since").asText()).isEqualTo("2026-11-21T16:36:02.200Z");
        assertThat(json.at("/images/2/children/1/platform").asText()).isEqualTo("linux/arm64");
        assertThat(json.at("/images/2/children/0/whole").asBoolean()).isTrue();
        assertThat(json.at("/images/3/reason").asText()).isEqualTo("Docker schema 1");
        assertThat(json.at("/causes/0/images").asInt()).isEqualTo(212);
        assertThat(json.at("/causes/0/fault/digest").asText()).isEqualTo(LAYER.toString());
        assertThat(json.at("/counts/notDeliverable").asInt()).isEqualTo(1);
        assertThat(json.at("/unreferenced/bytes").asInt()).isEqualTo(2048);
        assertThat(json.at("/uploads/count").asInt()).isEqualTo(1);
        assertThat(json.at("/content/remembered").asInt()).isEqualTo(3);
    }
}
