// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.content.Content;
import dev.salvor.image.Digest;
import dev.salvor.registry.RefusedException;
import dev.salvor.resolve.SourceFaultException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;

/** Blobs that this run copied, each once: images that share one link to its copy. */
final class CopiedBlobs {
    private final Staging staging;
    private final ConcurrentMap<Digest, CompletableFuture<Optional<Path>>> copies = new ConcurrentHashMap<>();

    CopiedBlobs(Staging staging) {
        this.staging = staging;
    }

    /** A copy to link to; who is first makes it, others wait. One that failed is tried again by the next. */
    Path copy(Digest digest, Content content, LongConsumer bytes)
            throws RefusedException, SourceFaultException, InterruptedException {
        while (true) {
            CompletableFuture<Optional<Path>> mine = new CompletableFuture<>();
            CompletableFuture<Optional<Path>> others = copies.putIfAbsent(digest, mine);
            if (others == null) {
                return make(digest, content, bytes, mine);
            }
            try {
                Optional<Path> copied = others.get();
                if (copied.isPresent()) {
                    return copied.get();
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("what only tells the end must not fail", e.getCause());
            }
        }
    }

    /** The copy can take no more names: the next who asks makes another. */
    void forget(Digest digest) {
        copies.remove(digest);
    }

    private Path make(Digest digest, Content content, LongConsumer bytes, CompletableFuture<Optional<Path>> mine)
            throws RefusedException, SourceFaultException, InterruptedException {
        Optional<Path> made = Optional.empty();
        try {
            Path file = staging.next();
            Copying.copy(digest, content, file, bytes);
            made = Optional.of(file);
            return file;
        } finally {
            if (made.isEmpty()) {
                copies.remove(digest, mine);
            }
            mine.complete(made);
        }
    }
}
