// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import dev.salvor.outcome.Tally;
import dev.salvor.outcome.Tally.Kind;
import dev.salvor.plan.Plan;

/** The sentence that ends a plan or a report. */
final class NothingToDo {
    private NothingToDo() {}

    /** A sentence if nothing is missing and nothing was left out; else empty. */
    static String sentence(String registry, Plan plan, Tally report) {
        boolean nothing = plan.images().isEmpty()
                && !plan.findings().lackTags()
                && report.undelivered().isEmpty();
        if (!nothing) {
            return "";
        }
        if (plan.findings().share().repositories() == 0) {
            return "\nNothing to do: no repository falls to shard "
                    + plan.findings().share().shard() + ".\n";
        }
        long there = report.count(Kind.THERE);
        return there == 0
                ? "\nNothing to do: nothing was selected.\n"
                : "\nNothing to do: " + registry + " has "
                        + (there == 1 ? "the one selected image" : "all " + Units.count(there) + " selected images")
                        + ".\n";
    }
}
