// SPDX-License-Identifier: Apache-2.0
package dev.salvor.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNameTest {
    private static final String DIGEST = "sha256:" + "0a".repeat(32);

    @Test
    void readsATagAndADigest() {
        assertThat(ImageName.tryParse("devops/bmcx:1.1.0"))
                .get()
                .hasToString("devops/bmcx:1.1.0")
                .extracting(ImageName::reference)
                .isEqualTo(new Tag("1.1.0"));
        assertThat(ImageName.tryParse("devops/bmcx@" + DIGEST))
                .get()
                .hasToString("devops/bmcx@" + DIGEST)
                .extracting(ImageName::reference)
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
        assertThat(ImageName.tryParse(text)).isEmpty();
    }
}
