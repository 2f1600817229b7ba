// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.plan.ComparePolicy;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How the two sides are compared. */
public final class CompareOptions {
    /** What makes a tag on both sides the same. */
    enum Compare {
        NAME,
        DIGEST
    }

    @Option(
            names = "--compare",
            paramLabel = "name|digest",
            defaultValue = "name",
            description =
                    "Take a tag that is on both sides as the same by its name, or ask for its digest: one HEAD each"
                            + " (default: ${DEFAULT-VALUE}).")
    private Compare compare;

    @Option(
            names = "--on-conflict",
            paramLabel = "skip|overwrite|fail",
            defaultValue = "skip",
            description =
                    "What to do with a tag that has other content there: leave and list it, push over it, or leave"
                            + " it and exit with 6. The last two compare by digest (default: ${DEFAULT-VALUE}).")
    private ComparePolicy.OnConflict onConflict;

    @Mixin
    private IgnoreUntaggedOption untagged;

    ComparePolicy policy() {
        return ComparePolicy.of(compare == Compare.DIGEST, onConflict);
    }

    boolean ignoreUntagged() {
        return untagged.ignoreUntagged();
    }
}
