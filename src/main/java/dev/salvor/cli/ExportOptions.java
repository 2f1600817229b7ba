// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.export.ArchiveFile;
import dev.salvor.export.ArchiveLayout;
import dev.salvor.export.DirLayout;
import dev.salvor.export.Layout;
import dev.salvor.export.LinkMode;
import dev.salvor.export.OciLayout;
import dev.salvor.export.Packing;
import dev.salvor.plan.ComparePolicy;
import dev.salvor.plan.TargetView;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
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
            names = "--archive",
            paramLabel = "FILE.tar|-",
            description =
                    "With --layout oci, and instead of DIR: one tar of the layout, also for docker load, written to a file or to"
                            + " stdout, e.g. into ssh.")
    private String archive;

    @Option(
            names = "--compress",
            paramLabel = "none|gzip|zstd",
            description =
                    "Pack the tar of --archive; else its name tells: .gz, .tgz, .zst. Most layers are packed already.")
    private Packing compression;

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

    /** The file that it all goes into; empty where it is a directory, or stdout. */
    Optional<Path> archiveFile() {
        return Optional.ofNullable(archive)
                .filter(file -> !Stdin.isTyped(file))
                .map(file -> Path.of(file).toAbsolutePath());
    }

    boolean isArchive() {
        return archive != null;
    }

    /** Whether stdout is taken. */
    boolean isPiped() {
        return isArchive() && archiveFile().isEmpty();
    }

    /** @throws Usage if options contradict each other. @param directory as it was typed */
    void requireConsistent(Optional<Path> directory) {
        if (per == Per.REPOSITORY && (form == Form.DIR || isArchive())) {
            throw new Usage("--per repository is of --layout oci in a directory", "Give that, or leave it out.");
        }
        if (isArchive() && (form == Form.DIR || directory.isPresent())) {
            throw new Usage(
                    "--archive is of --layout oci, and instead of DIR",
                    "It is salvor export STORAGE --layout oci --archive FILE.tar.");
        }
        if (isArchive() && link == LinkMode.HARD) {
            throw new Usage("--link hard makes no tar", "Leave it out.");
        }
        if (!isArchive() && directory.isEmpty()) {
            throw new Usage("DIR is missing", "It is salvor export STORAGE DIR.");
        }
        if (!isArchive() && compression != null) {
            throw new Usage("--compress is of --archive", "Give that as well, or leave it out.");
        }
        if (compression != null && named() != Packing.NONE && named() != compression) {
            throw new Usage(
                    "--compress " + compression.name().toLowerCase(Locale.ROOT) + " does not fit the name '" + archive
                            + "'",
                    "Leave it out, or give the tar another name.");
        }
        if (isPiped() && System.console() != null && System.console().isTerminal()) {
            throw new Usage(
                    "stdout is a terminal", "Pipe it: salvor export … --archive - | ssh host 'cat > carried.tar'.");
        }
    }

    /** What the name of the tar says of it. */
    private Packing named() {
        return archiveFile().map(Path::toString).map(Packing::of).orElse(Packing.NONE);
    }

    /** Takes a directory, or the file of the archive, for this run. @param place without symbolic links */
    Layout open(Path place, Consumer<String> notices) {
        if (isArchive()) {
            return ArchiveLayout.open(
                    new ArchiveFile(archiveFile().map(_ -> place), compression == null ? named() : compression),
                    notices);
        }
        return switch (form) {
            case DIR -> DirLayout.open(place, link, notices);
            case OCI -> OciLayout.open(place, per == Per.REPOSITORY, link, notices);
        };
    }

    /** What is there already; nothing is written. */
    TargetView look(Path place) {
        if (isArchive()) {
            return TargetView.NOTHING;
        }
        return switch (form) {
            case DIR -> DirLayout.look(place, onConflict);
            case OCI -> OciLayout.look(place, per == Per.REPOSITORY, onConflict);
        };
    }
}
