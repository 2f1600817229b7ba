// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.select.ScanFindings;
import dev.salvor.select.ScanFindings.Caveats;
import dev.salvor.select.ScanFindings.Share;
import dev.salvor.select.Shard;
import dev.salvor.source.StaleTags;
import dev.salvor.source.StorageKind;
import dev.salvor.source.Unnamed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What images without a tag say of the tags, in words. */
class DoubtTextTest {
    private static final Digest DIGEST = Digest.of(new byte[] {1});
    private static final StaleTags STALE =
            new StaleTags(Instant.parse("2026-01-02T03:04:05.678Z"), Instant.parse("2026-03-04T00:00:00Z"), 12);

    @Test
    void staleTagsAreNamedWithTheirTimesAndWhatToDo() {
        ScanFindings findings = findings(new Unnamed(new TreeSet<>(), List.of(), 0, Optional.of(STALE)));
        assertThat(findings.lackTags()).isTrue();
        assertThat(DoubtText.paragraphs(findings))
                .contains(
                        "warning: the tags of 1 repository may be STALE",
                        "  p/app  newest link of 2026-01-02T03:04:05Z, then 12 images without a tag, the newest of"
                                + " 2026-03-04T00:00:00Z\n",
                        "--tags-from",
                        "--ignore-untagged");
        ObjectNode json = Json.object();
        DoubtText.put(json, findings);
        assertThat(json)
                .hasToString("{\"stale\":[{\"repository\":\"p/app\",\"newestLink\":\"2026-01-02T03:04:05.678Z\","
                        + "\"newestRevision\":\"2026-03-04T00:00:00Z\",\"revisions\":12}]}");
    }

    @Test
    void whatADumpDoesNotKnowIsNamed() {
        ScanFindings findings = findings(new Unnamed(new TreeSet<>(), List.of(DIGEST), 0, Optional.empty()));
        assertThat(findings.lackTags()).isTrue();
        assertThat(DoubtText.paragraphs(findings))
                .contains("the dump does not know 1 image of the storage", "  p/app@" + DIGEST + "\n");
        ObjectNode json = Json.object();
        DoubtText.put(json, findings);
        assertThat(json).hasToString("{\"late\":[\"p/app@" + DIGEST + "\"]}");
    }

    @Test
    void whatWasDeletedIsCountedAndNoDoubt() {
        ScanFindings findings = findings(new Unnamed(new TreeSet<>(), List.of(), 3, Optional.empty()));
        assertThat(findings.lackTags()).isFalse();
        assertThat(DoubtText.paragraphs(findings)).isEqualTo("""

                3 revisions were deleted in Harbor and left out; --with-deleted takes such in
                """);
    }

    private static ScanFindings findings(Unnamed unnamed) {
        return new ScanFindings(
                1,
                1,
                new Share(Shard.whole(), 1),
                List.of(),
                List.of(),
                List.of(),
                0,
                new Caveats(
                        new StorageKind.Plain(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        Map.of(new RepositoryName("p/app"), unnamed)));
    }
}
