// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.resolve.ResolvedImage;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * An image that waits for its turn.
 *
 * @param end completes when nobody need wait for the image any more: it has its outcome, or was put off until the end of the run
 * @param subject the end of what this image is about
 */
record Queued(ResolvedImage image, CompletableFuture<Void> end, Optional<CompletableFuture<Void>> subject) {
    boolean isAbout(Queued other) {
        return subject.map(its -> its == other.end()).orElse(false);
    }
}
