// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import picocli.CommandLine.Option;

/** What becomes of indexes that lack some of their images. */
public final class SparseOption {
    /** What goes of them. */
    enum Sparse {
        /** Nothing. */
        SKIP,
        CHILDREN
    }

    @Option(
            names = "--sparse",
            paramLabel = "skip|children",
            defaultValue = "skip",
            description =
                    "Of an index that lacks some of its images, push nothing, or push the whole ones under tags such as TAG-linux-arm64;"
                            + " never a changed index (default: ${DEFAULT-VALUE}).")
    private Sparse sparse;

    boolean takesChildren() {
        return sparse == Sparse.CHILDREN;
    }
}
