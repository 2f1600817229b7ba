// SPDX-License-Identifier: Apache-2.0
package dev.salvor.select;

import dev.salvor.Failure;
import dev.salvor.source.ImageSource;
import dev.salvor.source.SourceProblem;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A storage without any repository: most likely the wrong directory or an empty mount, which must never look like success. */
public final class Emptiness {
    private Emptiness() {}

    /**
     * Looks until there is a repository: a few directories of most storages.
     *
     * @throws Failure.Source if there is none
     * @throws CancellationException if this thread is interrupted; it stays interrupted
     */
    public static void requireRepository(ImageSource storage) {
        try {
            storage.tags().names(_ -> {
                throw new Found();
            });
        } catch (Found aRepository) {
            return;
        }
        Queue<SourceProblem> problems = new ConcurrentLinkedQueue<>();
        storage.tags().scan(_ -> {}, problems::add);
        throw of(
                storage,
                problems.stream()
                        .sorted(Comparator.comparing(SourceProblem::path))
                        .toList());
    }

    /** Ends a walk: nothing is wrong. */
    private static final class Found extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Found() {
            super("a repository", null, false, false);
        }
    }

    /** @param problems what the scan stumbled over, which may be why it found nothing */
    public static Failure.Source of(ImageSource storage, List<SourceProblem> problems) {
        String why = problems.isEmpty()
                ? ""
                : "; the scan met " + problems.size() + " problems, the first: "
                        + problems.getFirst().path() + ": "
                        + problems.getFirst().reason();
        return new Failure.Source(
                "the storage " + storage.root() + " has no repository with a pushed image" + why,
                "Check that the volume is mounted, and that this is the directory that the registry writes to.");
    }
}
