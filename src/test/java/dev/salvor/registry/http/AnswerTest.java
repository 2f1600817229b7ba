// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.HostileJson;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AnswerTest {
    @ParameterizedTest
    @MethodSource
    void aBodyThatAParserCannotTakeSaysNothing(byte[] hostile) {
        Answer answer = new Answer(500, Map.of(), hostile);
        assertThat(answer.errors()).isEmpty();
        assertThat(answer.json().filter(json -> !json.isObject())).isEmpty();
        assertThat(answer.saysThatTheDiskIsFull()).isFalse();
    }

    static Stream<byte[]> aBodyThatAParserCannotTakeSaysNothing() {
        return HostileJson.documents();
    }

    @Test
    void aDetailIsReadAsDeepAsAParserGoes() {
        int depth = 900;
        Answer answer = Answers.of(
                500, "{\"errors\":[{\"code\":\"X\",\"detail\":" + "[".repeat(depth) + "]".repeat(depth) + "}]}");
        assertThat(answer.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.detail()).hasSize(2 * depth));
    }
}
