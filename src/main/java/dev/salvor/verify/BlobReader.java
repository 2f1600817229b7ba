// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import dev.salvor.IoReason;
import dev.salvor.concurrent.Cancellable;
import dev.salvor.content.Content;
import dev.salvor.content.ContentDigest;
import dev.salvor.content.FileState;
import dev.salvor.image.Digest;
import dev.salvor.source.StoredBlob;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** Reads one blob, and compares what it is with what it should be. Nothing that is no regular file is opened. */
final class BlobReader {
    private final ReadRecord record;

    BlobReader(ReadRecord record) {
        this.record = record;
    }

    /** What was read before, and is the same file still; empty if it has to be read. */
    Optional<Proof> remembered(Digest digest, StoredBlob stored) {
        if (record.isEmpty()
                || !(stored instanceof StoredBlob.Present(Content content))
                || content.known().isPresent()) {
            return Optional.empty();
        }
        try {
            return record.of(digest, FileState.of(content.within()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads it; once more if it changes meanwhile.
     *
     * @param look where it is now
     * @param progress hears how many bytes were read since it last heard
     * @throws CancellationException if this thread is interrupted; it stays interrupted
     */
    Proof read(Digest digest, Supplier<StoredBlob> look, LongConsumer progress) {
        Proof first = readOnce(digest, look.get(), progress);
        return first instanceof Proof.Changed ? readOnce(digest, look.get(), progress) : first;
    }

    private Proof readOnce(Digest digest, StoredBlob stored, LongConsumer progress) {
        return switch (stored) {
            case StoredBlob.Present(Content content) -> read(digest, content, progress);
            case StoredBlob.Missing _ -> new Proof.Changed("it vanished before it was read");
            case StoredBlob.Unreadable(var _, String reason) -> new Proof.Unreadable(reason);
        };
    }

    private Proof read(Digest digest, Content content, LongConsumer progress) {
        try {
            if (content.known().isPresent()) {
                return proof(digest, ContentDigest.of(digest.algorithm(), content, progress));
            }
            Path file = content.within();
            FileState before = FileState.of(file);
            Digest actual = ContentDigest.of(digest.algorithm(), content, progress);
            FileState after = FileState.of(file);
            Proof proof = proof(digest, actual);
            if (before.equals(after)) {
                record.add(digest, after, proof);
                return proof;
            }
            return proof instanceof Proof.Right ? proof : new Proof.Changed(difference(before, after));
        } catch (ClosedByInterruptException e) {
            return Cancellable.get("interrupted while reading", () -> {
                throw new InterruptedException();
            });
        } catch (NoSuchFileException e) {
            return new Proof.Changed("it vanished while it was read");
        } catch (IOException e) {
            return new Proof.Unreadable(IoReason.of(e));
        }
    }

    private static Proof proof(Digest digest, Digest actual) {
        return actual.equals(digest) ? new Proof.Right() : new Proof.Wrong(actual);
    }

    private static String difference(FileState before, FileState after) {
        if (before.inode() != after.inode()) {
            return "another file took its place while it was read";
        }
        return before.size() != after.size()
                ? "it went from " + before.size() + " to " + after.size() + " bytes while it was read"
                : "it was written to while it was read";
    }
}
