// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source;

import dev.salvor.content.Content;
import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import java.util.List;
import java.util.Optional;

/** What spares give for what a source lacks. Safe for use by many threads. */
public interface Healing {
    /** Where there are no spares. */
    Healing NONE = new Healing() {
        @Override
        public List<String> spares() {
            return List.of();
        }

        @Override
        public Optional<String> spare(Digest digest) {
            return Optional.empty();
        }

        @Override
        public Optional<Content> instead(RepositoryName repository, Blob blob, Content broken) {
            return Optional.empty();
        }

        @Override
        public void distrust(Digest blob) {}
    };

    /** What the user calls them, in the order in which they are asked. */
    List<String> spares();

    /** The spare that gave this manifest or blob; empty if none had to, so far. */
    Optional<String> spare(Digest digest);

    /**
     * Other bytes for a blob, since those that were given turned out to be wrong, or cannot be read. They are not given again.
     *
     * @param broken what was given
     * @return empty if nobody has others
     */
    Optional<Content> instead(RepositoryName repository, Blob blob, Content broken);

    /** A blob of the source's own is there in the right size, and turned out to be wrong. */
    void distrust(Digest blob);

    /** Whether there is anybody to ask. */
    default boolean isPossible() {
        return !spares().isEmpty();
    }
}
