// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.Failure;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefusalTextTest {

    @ParameterizedTest
    @EnumSource
    void everyReasonSaysWhatToDo(Refusal.Reason reason) {
        assertThat(RefusalText.advice(reason)).endsWith(".");
    }

    @Test
    void aFailureThatARefusalCausedComesWithItsAdvice() {
        RefusedException refused = new RefusedException(new Refusal(Refusal.Reason.LOGIN, 401, "no"));
        assertThat(FailureText.advice(new Failure.Denied("r: the login is refused (no)", refused)))
                .isEqualTo("Check user and password: salvor tags REGISTRY tries them.");
        assertThat(FailureText.advice(new Failure.Rejected("no registry", "Check the host.")))
                .isEqualTo("Check the host.");
    }
}
