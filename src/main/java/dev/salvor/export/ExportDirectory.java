// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.Failure;
import dev.salvor.IoReason;
import dev.salvor.layout.ExportMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The directory of an export, before anything is written to it. */
final class ExportDirectory {
    private ExportDirectory() {}

    /** Finds in a directory what no export of a layout leaves. */
    interface Check {
        Optional<Path> foreign(Path root) throws IOException;
    }

    /**
     * Makes the directory, if need be, and claims it.
     *
     * @throws Failure.Source if it has something else in it, or cannot be written to
     */
    static Staging take(Path root, String layout, Check check) {
        requireUsable(root, layout, check);
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw unusable(root, e);
        }
        return Staging.open(root, layout);
    }

    /** @throws Failure.Source if it has something else in it */
    static void requireUsable(Path root, String layout, Check check) {
        try {
            Optional<String> other = Staging.layout(root).filter(marked -> !marked.equals(layout));
            if (other.isPresent() && !isEmpty(root)) {
                throw new Failure.Source(
                        root + " has an export of the layout " + other.get() + ", not " + layout,
                        "Export to another directory, or in that layout.");
            }
            Optional<Path> foreign = check.foreign(root);
            if (foreign.isPresent()) {
                throw new Failure.Source(
                        root + " is not empty and no export of this layout: " + foreign.get() + " is part of none",
                        "Export to a directory that is new or empty, or to one that was exported to.");
            }
        } catch (IOException e) {
            throw unusable(root, e);
        }
    }

    /** But for what a run that wrote no image leaves. */
    private static boolean isEmpty(Path root) throws IOException {
        try (Stream<Path> names = Files.list(root)) {
            return names.map(name -> name.getFileName().toString())
                    .allMatch(name -> name.equals(ExportMark.NAME) || name.equals(Staging.DIRECTORY));
        }
    }

    private static Failure.Source unusable(Path root, IOException e) {
        return new Failure.Source(
                "cannot write to " + root + ": " + IoReason.of(e), "Check its rights, or export elsewhere.", e);
    }
}
