// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.content.Content;
import dev.salvor.image.Blob;
import dev.salvor.outcome.BlobCounts;
import dev.salvor.registry.RefusedException;
import dev.salvor.resolve.SourceFaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;

/** The blobs and manifests of layouts: each once, whoever needs it. */
final class OciBlobs {
    private final Staging staging;
    private final BlobPlacer placer;
    private final BlobCounts counts;
    private final LongConsumer bytes;
    private final ConcurrentMap<Path, CompletableFuture<Void>> busy = new ConcurrentHashMap<>();

    OciBlobs(Staging staging, BlobPlacer placer, BlobCounts counts, LongConsumer bytes) {
        this.staging = staging;
        this.placer = placer;
        this.counts = counts;
        this.bytes = bytes;
    }

    private interface Making {
        void make(Path beside) throws IOException, RefusedException, SourceFaultException, InterruptedException;
    }

    void put(Path file, Blob blob, Content content)
            throws RefusedException, SourceFaultException, InterruptedException {
        if (put(file, blob.size(), beside -> placer.place(blob, content, beside))) {
            return;
        }
        counts.there(blob);
        bytes.accept(blob.size());
    }

    void putManifest(Path file, byte[] manifest) throws RefusedException, SourceFaultException, InterruptedException {
        put(file, manifest.length, beside -> FileTree.write(beside, manifest));
    }

    /** @return whether it was not there. One at a time makes it, others wait and look again */
    private boolean put(Path file, long size, Making making)
            throws RefusedException, SourceFaultException, InterruptedException {
        while (true) {
            CompletableFuture<Void> mine = new CompletableFuture<>();
            CompletableFuture<Void> others = busy.putIfAbsent(file, mine);
            if (others == null) {
                try {
                    return make(file, size, making);
                } catch (IOException e) {
                    throw FileFault.of(file, e);
                } finally {
                    busy.remove(file, mine);
                    mine.complete(null);
                }
            }
            try {
                others.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("what only tells the end must not fail", e.getCause());
            }
        }
    }

    private boolean make(Path file, long size, Making making)
            throws IOException, RefusedException, SourceFaultException, InterruptedException {
        if (hasSize(file, size)) {
            return false;
        }
        Files.createDirectories(file.getParent());
        Path beside = staging.next();
        try {
            making.make(beside);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
        return true;
    }

    /** Whether it is there, as far as its size tells. */
    static boolean hasSize(Path file, long size) {
        try {
            BasicFileAttributes found =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return found.isRegularFile() && found.size() == size;
        } catch (IOException e) {
            return false;
        }
    }
}
