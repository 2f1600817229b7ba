// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.Failure;
import dev.salvor.IoReason;
import dev.salvor.TextInput;
import dev.salvor.select.ImageGlob;
import dev.salvor.select.ImageList;
import dev.salvor.select.Selection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which images are meant. */
public final class SelectionOptions {
    private static final String STDIN = "-";

    @Option(
            names = "--include",
            paramLabel = "GLOB",
            split = " ",
            description =
                    "Only images repository:tag of the storage that match, e.g. 'devops/**' or '**:v1.*'; ** crosses slashes, a glob"
                            + " without a colon means all tags. Repeatable.")
    private List<String> includes = new ArrayList<>();

    @Option(
            names = "--exclude",
            paramLabel = "GLOB",
            split = " ",
            description = "Not images that match, e.g. '**:*-SNAPSHOT'. Repeatable.")
    private List<String> excludes = new ArrayList<>();

    @Option(
            names = "--newest",
            paramLabel = "N",
            description = "Only the N tags of each repository that were pushed last, of those that match.")
    private Integer newest;

    @Option(
            names = "--since",
            paramLabel = "DATE|DURATION",
            description = "Only tags pushed since then: 2026-01-31, 2026-01-31T03:00:00Z, 36h or 30d ago.")
    private String since;

    @Option(
            names = "--images",
            paramLabel = "FILE|-",
            description =
                    "Only the exact repository:tag or repository@sha256:... lines of a file, or of stdin, as a cluster"
                            + " prints them: a registry's host in front is cut where the storage has the rest only.")
    private String images;

    /** The option that reads stdin, as it was typed. */
    Optional<String> stdinOption() {
        return Optional.ofNullable(images).filter(Stdin::isTyped).map(file -> "--images " + file);
    }

    /** To be called once in a run: it may read stdin. */
    Selection selection() {
        if (newest != null && newest < 1) {
            throw new Usage("--newest is " + newest, "Give the number of tags of each repository, at least 1.");
        }
        return new Selection(
                globs(includes),
                globs(excludes),
                newest == null ? 0 : newest,
                Optional.ofNullable(since).map(text -> PointInTime.parse(text, Instant.now())),
                Optional.ofNullable(images).map(SelectionOptions::list));
    }

    private static List<ImageGlob> globs(List<String> texts) {
        try {
            return texts.stream().map(ImageGlob::new).toList();
        } catch (IllegalArgumentException e) {
            throw new Usage(e.getMessage(), "Globs look like 'devops/**' or '**:v1.*'.");
        }
    }

    /** An empty list is what a pipe brings when the command in front failed: that must not look like success. */
    private static ImageList list(String file) {
        String origin = STDIN.equals(file) ? "stdin" : file;
        ImageList list = ImageList.parse(lines(file), origin);
        if (list.isEmpty()) {
            throw new Usage(
                    "--images: " + origin + " names no image",
                    "See what wrote it; without --images all images of the storage are meant.");
        }
        return list;
    }

    private static List<String> lines(String file) {
        try {
            if (STDIN.equals(file)) {
                return TextInput.reader(System.in).readAllLines();
            }
            return TextInput.lines(Path.of(file));
        } catch (IOException e) {
            throw new Failure.Source(
                    "cannot read the images of --images " + file + ": " + IoReason.of(e),
                    "Check its path and rights.",
                    e);
        }
    }
}
