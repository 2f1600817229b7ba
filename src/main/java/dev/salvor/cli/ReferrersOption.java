// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import picocli.CommandLine.Option;

/** What goes with the images that are meant. */
public final class ReferrersOption {
    @Option(
            names = "--no-referrers",
            description =
                    "Leave out what refers to an image and has no tag: signatures, SBOMs and the like. Else they go with it.")
    private boolean leavesReferrers;

    boolean wanted() {
        return !leavesReferrers;
    }
}
