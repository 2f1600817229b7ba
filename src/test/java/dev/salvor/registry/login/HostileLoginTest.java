// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.lab.HostileJson;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files and helpers with answers that no parser of JSON takes. */
class HostileLoginTest {

    @ParameterizedTest
    @MethodSource("refused")
    void aFileOfLoginsIsUnusableAndSaysSo(byte[] hostile) {
        assertThatThrownBy(() -> LoginFile.parse(hostile))
                .isInstanceOf(UnusableLogin.class)
                .hasMessageContaining("it is not JSON");
    }

    @ParameterizedTest
    @MethodSource("documents")
    void aHelperHasNoLogin(byte[] hostile) {
        assertThat(HelperAnswer.of(0, hostile)).isNotInstanceOf(HelperAnswer.Login.class);
    }

    static Stream<byte[]> documents() {
        return HostileJson.documents();
    }

    /** A huge exponent is a number all the same. */
    static Stream<byte[]> refused() {
        return documents().filter(document -> !new String(document, 0, Math.min(30, document.length)).contains("1e9"));
    }
}
