// SPDX-License-Identifier: Apache-2.0
package dev.salvor.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.image.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
    private static final String DIGEST = "sha256:" + "0a".repeat(32);

    @Test
    void readsATagAndADigest() {
        assertThat(ImageReference.tryParse("devops/bmcx:1.1.0"))
                .get()
                .hasToString("devops/bmcx:1.1.0")
                .extracting(ImageReference::reference)
                .isEqualTo(new Tag("1.1.0"));
        assertThat(ImageReference.tryParse("devops/bmcx@" + DIGEST))
                .get()
                .hasToString("devops/bmcx@" + DIGEST)
                .extracting(ImageReference::reference)
                .isEqualTo(Digest.parse(DIGEST));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "devops/bmcx",
                "devops/bmcx:",
                ":1.0",
                "devops/bmcx@sha256:0a0a0a0a0a0a",
                "devops/bmcx@1.0",
                "Devops:1.0",
                "http://host/devops/bmcx:1.0",
                "devops/bmcx:1.0@sha256:0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a"
            })
    void anythingElseNamesNoImage(String text) {
        assertThat(ImageReference.tryParse(text)).isEmpty();
    }
}
