// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import picocli.CommandLine.Option;

/** What to make of repositories that nobody can name an image of. */
public final class IgnoreUntaggedOption {
    @Option(
            names = "--ignore-untagged",
            description =
                    "Tags that are kept elsewhere or may be out of date, and repositories that have none, are known: do not exit with 4 for them.")
    private boolean ignoreUntagged;

    boolean ignoreUntagged() {
        return ignoreUntagged;
    }
}
