// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Answers without a registry. */
final class Answers {
    private Answers() {}

    static Answer of(int status) {
        return of(status, "");
    }

    static Answer of(int status, String body) {
        return new Answer(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    static Answer with(int status, String lowerCaseHeader, String value) {
        return new Answer(status, Map.of(lowerCaseHeader, List.of(value)), new byte[0]);
    }
}
