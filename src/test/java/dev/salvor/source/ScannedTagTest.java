// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.image.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A tag as a scan gives it. */
class ScannedTagTest {
    private static final Tag LATEST = new Tag("latest");
    private static final Digest DIGEST = Digest.of("manifest".getBytes(StandardCharsets.UTF_8));

    @Test
    void oneThatWasWrittenWithoutItsTimeIsOfNoAge() {
        assertThat(new ScannedTag(LATEST, DIGEST, Instant.EPOCH).isDated()).isFalse();
        assertThat(new ScannedTag(LATEST, DIGEST, Instant.EPOCH, new TagOrigin.Named("names.csv")).isDated())
                .isFalse();
    }

    @Test
    void oneThatWasWrittenOnceIsAsOldAsThat() {
        assertThat(new ScannedTag(LATEST, DIGEST, Instant.parse("2026-01-31T03:00:00Z")).isDated())
                .isTrue();
    }
}
