// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source;

import dev.salvor.image.Digest;
import java.io.IOException;
import java.util.Optional;

/** The blobs of a source that comes through a pipe, in the order in which they come. For one thread, unless it says otherwise. */
public interface PassingBlobs {

    /**
     * One that has come: the source has its bytes now.
     *
     * @param isKept whether it has them until {@link #done}, as often as they are wanted; else they are read once, before the next is
     *     asked for
     */
    record Passing(Digest digest, boolean isKept) {}

    /**
     * Waits for the next one.
     *
     * @return empty after the last one
     * @throws IOException if no more comes, though there should: the source says so of all that is left
     */
    Optional<Passing> next() throws IOException;

    /** Why not all came that should have; empty as long as nothing is wrong. */
    Optional<String> fault();

    /** Nobody wants what was kept any more; from any thread. */
    void done(Digest digest);
}
