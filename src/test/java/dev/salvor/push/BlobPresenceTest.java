// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BlobPresenceTest {
    private static final Blob BLOB = new Blob(Digest.of("b".getBytes(StandardCharsets.UTF_8)), 1);

    private final FakeDestination destination = new FakeDestination();
    private final BlobPresence presence = new BlobPresence(destination, new RepositoryName("p/app"), BLOB);

    @Test
    void aSizeThatDiffersOnceIsAskedForAgain() throws RefusedException {
        destination.has("p/app", BLOB.digest());
        destination.says(9L);
        assertThat(presence.isThere()).isTrue();
        assertThat(destination.calls(FakeDestination.Verb.BLOB)).hasSize(2);
    }

    @Test
    void aSizeThatDiffersTwiceIsOfACorruptBlob() {
        destination.has("p/app", BLOB.digest());
        destination.says(9L, 9L);
        assertThatThrownBy(presence::isThere).isInstanceOfSatisfying(RefusedException.class, e -> {
            assertThat(e.refusal().reason()).isEqualTo(Refusal.Reason.CORRUPT_TARGET);
            assertThat(e.refusal().words()).contains("has 9 bytes in p/app there, and must have 1");
        });
    }

    @Test
    void aSizeThatIsNotToldDiffersFromNone() throws RefusedException {
        destination.has("p/app", BLOB.digest());
        destination.says(-1L);
        assertThat(presence.isThere()).isTrue();
        assertThat(destination.calls(FakeDestination.Verb.BLOB)).hasSize(1);
    }

    @Test
    void whatIsNotThereIsAskedForOnce() throws RefusedException {
        assertThat(presence.isThere()).isFalse();
        assertThat(destination.calls(FakeDestination.Verb.BLOB)).hasSize(1);
    }
}
