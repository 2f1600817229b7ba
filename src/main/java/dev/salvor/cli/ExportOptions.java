// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.export.LinkMode;
import dev.salvor.plan.ComparePolicy;
import picocli.CommandLine.Option;

/** How images are written into files. */
public final class ExportOptions {
    /** The arrangements that can be written. */
    enum Form {
        DIR
    }

    @Option(
            names = "--layout",
            paramLabel = "dir",
            defaultValue = "dir",
            description =
                    "Arrangement of the files: dir is skopeo's, a directory repository:tag for each image (default:"
                            + " ${DEFAULT-VALUE}).")
    private Form form;

    @Option(
            names = "--link",
            paramLabel = "auto|hard|copy",
            defaultValue = "auto",
            description =
                    "Make the blobs hard links to the storage's files where the file system allows it, and copies else; or one of"
                            + " the two only. What is hard-linked changes with the registry's file, owner and rights included"
                            + " (default: ${DEFAULT-VALUE}).")
    private LinkMode link;

    @Option(
            names = "--on-conflict",
            paramLabel = "overwrite|skip|fail",
            defaultValue = "overwrite",
            description =
                    "What to do with an image that was exported and has other content now: write it again, leave and list it, or"
                            + " leave it and exit with 6 (default: ${DEFAULT-VALUE}).")
    private ComparePolicy.OnConflict onConflict;

    Form form() {
        return form;
    }

    LinkMode link() {
        return link;
    }

    ComparePolicy.OnConflict onConflict() {
        return onConflict;
    }
}
