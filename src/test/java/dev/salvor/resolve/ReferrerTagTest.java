// SPDX-License-Identifier: Apache-2.0
package dev.salvor.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.image.Tag;
import org.junit.jupiter.api.Test;

class ReferrerTagTest {
    private static final String HEX = "ab".repeat(32);

    @Test
    void namesWhatItIsAbout() {
        Digest digest = Digest.parse("sha256:" + HEX);
        assertThat(ReferrerTag.subject(new Tag("sha256-" + HEX + ".sig"))).contains(digest);
        assertThat(ReferrerTag.subject(new Tag("sha256-" + HEX))).contains(digest);
    }

    @Test
    void isNoOrdinaryTag() {
        assertThat(ReferrerTag.subject(new Tag("sha256-abcd"))).isEmpty();
        assertThat(ReferrerTag.subject(new Tag("v1"))).isEmpty();
    }
}
