// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.image.MediaType;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.Refusal.Reason;
import dev.salvor.registry.RefusedException;
import dev.salvor.resolve.ResolvedManifest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Why a registry does not take a manifest, where its answer says less. */
class UnusualManifestTest {
    private static final Digest DIGEST = Digest.of(new byte[0]);

    @Test
    void oneThatIsLargerThanRegistriesHaveToTakeIsRefusedForItsSize() {
        assertThat(reason(manifest(5 << 20, false), Reason.INVALID)).isEqualTo(Reason.MANIFEST_SIZE);
        assertThat(reason(manifest(5 << 20, false), Reason.TOO_LARGE)).isEqualTo(Reason.MANIFEST_SIZE);
    }

    @Test
    void foreignLayersAreNamed() {
        assertThat(reason(manifest(500, true), Reason.INVALID)).isEqualTo(Reason.FOREIGN_LAYERS);
    }

    @Test
    void whatSaysNothingOfTheContentStaysWhatItIs() {
        assertThat(reason(manifest(5 << 20, true), Reason.NO_RIGHT)).isEqualTo(Reason.NO_RIGHT);
        assertThat(reason(manifest(500, false), Reason.INVALID)).isEqualTo(Reason.INVALID);
    }

    private static ResolvedManifest manifest(long size, boolean foreign) {
        return new ResolvedManifest(
                DIGEST,
                MediaType.OCI_IMAGE,
                size,
                List.of(),
                List.of(),
                new ResolvedManifest.Foreign(foreign, List.of()));
    }

    private static Reason reason(ResolvedManifest manifest, Reason told) {
        return UnusualManifest.of(manifest, new RefusedException(new Refusal(told, 400, "no")))
                .refusal()
                .reason();
    }
}
