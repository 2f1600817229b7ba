// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.image.Digest;
import java.nio.file.Path;
import java.time.Instant;

/**
 * An image that a layout names.
 *
 * @param name as the layout spells it
 * @param place what names it, for messages
 */
record LayoutImage(String name, Path place, State state) {

    /** What the name stands for. */
    sealed interface State {
        /** @param modified when that was so last */
        record Good(Digest digest, Instant modified) implements State {}

        /** @param unreadable whether something is there and cannot be read; else it is missing or damaged */
        record Broken(boolean unreadable, String reason) implements State {}
    }
}
