// SPDX-License-Identifier: Apache-2.0
package dev.salvor.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {
    private static final String EMPTY_JSON = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

    @Test
    void isThatOfTheExactBytes() {
        assertThat(Digest.of("{}".getBytes(StandardCharsets.UTF_8))).hasToString(EMPTY_JSON);
    }

    @Test
    void readsWhatItPrints() {
        Digest digest = Digest.parse(EMPTY_JSON);
        assertThat(digest)
                .isEqualTo(Digest.of("{}".getBytes(StandardCharsets.UTF_8)))
                .hasToString(EMPTY_JSON);
        assertThat(digest.shortHex()).isEqualTo("44136fa355b3");
        assertThat(digest).hasSameHashCodeAs(Digest.parse(EMPTY_JSON));
    }

    @Test
    void knowsSha512() {
        MessageDigest sha512 = Digest.Algorithm.SHA512.newMessageDigest();
        Digest digest = Digest.of(Digest.Algorithm.SHA512, sha512);
        assertThat(digest.hex()).hasSize(128).startsWith("cf83e1357eefb8bd");
        assertThat(Digest.parse(digest.toString())).isEqualTo(digest);
    }

    @Test
    void ordersByAlgorithmThenUnsignedBytes() {
        Digest low = Digest.parse("sha256:" + "7f".repeat(32));
        Digest high = Digest.parse("sha256:" + "80".repeat(32));
        assertThat(low).isLessThan(high);
        assertThat(high).isLessThan(Digest.parse("sha512:" + "00".repeat(64)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256:",
                "sha256:44136",
                "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
                "sha256:44136FA355B3678A1146AD16F7E8649E94FB4FC21FE77E8310C060F61CAAFF8A",
                "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a\n",
                "sha256:../../../../../../etc/passwd/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "md5:44136fa355b3678a1146ad16f7e8649e"
            })
    void refusesEverythingElse(String text) {
        assertThat(Digest.tryParse(text)).isEmpty();
        assertThatThrownBy(() -> Digest.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
