// SPDX-License-Identifier: Apache-2.0
package dev.salvor.select;

import dev.salvor.Failure;
import dev.salvor.source.ImageSource;
import dev.salvor.source.SourceProblem;
import java.util.List;

/** A storage without any repository: most likely the wrong directory or an empty mount, which must never look like success. */
public final class Emptiness {
    private Emptiness() {}

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
