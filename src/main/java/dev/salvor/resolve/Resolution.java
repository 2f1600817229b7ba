// SPDX-License-Identifier: Apache-2.0
package dev.salvor.resolve;

import dev.salvor.image.Digest;
import dev.salvor.outcome.Outcome;
import java.util.List;
import java.util.Optional;

/** What became of the walk from a tag's digest to all that belongs to it. */
public sealed interface Resolution {

    /** @param manifests children first, the root last */
    record Whole(List<ResolvedManifest> manifests, Optional<Digest> subject) implements Resolution {}

    /** Something is missing or broken, or cannot be read, or cannot be sent by nature. */
    record Incomplete(Outcome outcome) implements Resolution {}
}
