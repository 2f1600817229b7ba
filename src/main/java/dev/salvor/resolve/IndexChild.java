// SPDX-License-Identifier: Apache-2.0
package dev.salvor.resolve;

import dev.salvor.image.Descriptor;
import dev.salvor.image.Platform;
import dev.salvor.outcome.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A manifest that an index lists.
 *
 * @param platforms that it runs on, as far as the storage tells it
 * @param fault what a push of it would end with; empty if it is whole
 */
public record IndexChild(Descriptor descriptor, List<Platform> platforms, Optional<Outcome> fault) {
    public IndexChild {
        platforms = List.copyOf(platforms);
    }

    public boolean isWhole() {
        return fault.isEmpty();
    }

    /** What it runs on; its digest in short where nobody says it. */
    public String label() {
        return platforms.isEmpty()
                ? descriptor.digest().shortHex()
                : platforms.stream().map(Platform::toString).collect(Collectors.joining(", "));
    }
}
