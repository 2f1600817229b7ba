// SPDX-License-Identifier: Apache-2.0
package dev.salvor.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What was measured, what it had to be, and whether it is. */
final class Bars {
    private static final String ROW = "%-4s  %-44s  %-24s  %s%n";

    private final List<String> rows = new ArrayList<>();
    private boolean failed;

    void check(String what, String measured, String bar, boolean isMet) {
        failed |= !isMet;
        rows.add(ROW.formatted(isMet ? "pass" : "FAIL", what, measured, bar));
    }

    void notSlower(String over, Map<String, List<Double>> seconds, Salvor one, Salvor other) {
        double ratio = Median.of(seconds.get(other.name())) / Median.of(seconds.get(one.name()));
        String what = "%s against %s over %s (medians)".formatted(one.name(), other.name(), over);
        check(what, "%.1f times as fast".formatted(ratio), "at least 1", ratio >= 1);
    }

    boolean areMet() {
        return !failed;
    }

    @Override
    public String toString() {
        return ROW.formatted("", "MEASURED", "VALUE", "BAR") + String.join("", rows);
    }
}
