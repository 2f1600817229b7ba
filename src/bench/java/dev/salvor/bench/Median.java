// SPDX-License-Identifier: Apache-2.0
package dev.salvor.bench;

import java.util.List;

/** The middle of several measurements: one disturbance does not move it. */
final class Median {
    private Median() {}

    static double of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
