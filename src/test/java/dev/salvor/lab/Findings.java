// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import java.util.ArrayList;
import java.util.List;

/** What a check does not like. */
final class Findings {
    private final List<String> all = new ArrayList<>();

    void add(String finding) {
        all.add(finding);
    }

    void throwIfAny() {
        if (!all.isEmpty()) {
            throw new AssertionError(all.size() + " findings:\n" + String.join("\n", all));
        }
    }
}
