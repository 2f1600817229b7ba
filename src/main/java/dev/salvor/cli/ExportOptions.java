// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.export.DirLayout;
import dev.salvor.export.Layout;
import dev.salvor.export.LinkMode;
import dev.salvor.export.OciLayout;
import dev.salvor.plan.ComparePolicy;
import dev.salvor.plan.TargetView;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** How images are written into files. */
public final class ExportOptions {
    /** The arrangements that can be written. */
    enum Form {
        DIR,
        OCI
    }

    /** What one OCI layout is of. */
    enum Per {
        EXPORT,
        REPOSITORY
    }

    @Option(
            names = "--layout",
            paramLabel = "dir|oci",
            defaultValue = "dir",
            description =
                    "Arrangement of the files: dir is skopeo's, a directory repository:tag for each image; oci is an OCI image"
                            + " layout, in which blobs are shared (default: ${DEFAULT-VALUE}).")
    private Form form;

    @Option(
            names = "--per",
            paramLabel = "export|repository",
            defaultValue = "export",
            description =
                    "With --layout oci: one layout, in which images are called repository:tag, or one for each repository, in"
                            + " which they are called by their tags (default: ${DEFAULT-VALUE}).")
    private Per per;

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

    /** The layout in words. */
    String layout() {
        return form.name().toLowerCase(Locale.ROOT);
    }

    LinkMode link() {
        return link;
    }

    ComparePolicy.OnConflict onConflict() {
        return onConflict;
    }

    /** Takes a directory for this run. */
    Layout open(Path directory, Consumer<String> notices) {
        return switch (form()) {
            case DIR -> DirLayout.open(directory, link, notices);
            case OCI -> OciLayout.open(directory, per == Per.REPOSITORY, link, notices);
        };
    }

    /** What a directory has; nothing is written. */
    TargetView look(Path directory) {
        return switch (form()) {
            case DIR -> DirLayout.look(directory, onConflict);
            case OCI -> OciLayout.look(directory, per == Per.REPOSITORY, onConflict);
        };
    }

    private Form form() {
        if (per == Per.REPOSITORY && form == Form.DIR) {
            throw new Usage("--per repository is of --layout oci", "Give that as well, or leave it out.");
        }
        return form;
    }
}
