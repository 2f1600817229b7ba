// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import dev.salvor.content.Content;
import dev.salvor.content.FileState;
import dev.salvor.image.Digest;
import dev.salvor.inventory.Part;
import dev.salvor.source.Pool;
import dev.salvor.source.StoredBlob;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Names what is wrong with one piece of content. */
final class FaultFinder {
    private static final int EDGE_BYTES = 16;

    private final ContentFaults content;
    private final Pool pool;

    /** @param pool where manifests lie */
    FaultFinder(ContentFaults content, Pool pool) {
        this.content = content;
        this.pool = pool;
    }

    /** Empty if nothing is, as far as is known. */
    Optional<Fault.OfContent> of(Part part) {
        Digest digest = part.descriptor().digest();
        long size = part.descriptor().size();
        return switch (part.state()) {
            case Part.State.Ok _ -> content.of(digest).flatMap(proof -> of(part, proof));
            case Part.State.Repeated _, Part.State.NotDistributable _ -> Optional.empty();
            case Part.State.Missing _ -> fault(part, Fault.Kind.MISSING, "");
            case Part.State.WrongSize(long onDisk) ->
                fault(part, sizeKind(digest, size, onDisk), onDisk + " bytes on disk, not " + size);
            case Part.State.Damaged(String reason) -> fault(part, kind(part), reason);
            case Part.State.Unsupported(String reason) -> fault(part, Fault.Kind.UNSUPPORTED, reason);
            case Part.State.Unreadable(String reason) -> fault(part, Fault.Kind.UNREADABLE, reason);
        };
    }

    /** Of content that no image has shown to be faulty. */
    static Optional<Fault.OfContent> unneeded(Digest digest, long size, Path file, Proof proof) {
        return switch (proof) {
            // who deletes what nobody needs does no harm
            case Proof.Right _, Proof.Changed _ -> Optional.empty();
            case Proof.Wrong(Digest actual) ->
                Optional.of(new Fault.OfContent(
                        Optional.empty(),
                        digest,
                        size,
                        file,
                        size == 0 ? Fault.Kind.ZERO_BYTES : Fault.Kind.WRONG_CONTENT,
                        actual(actual),
                        since(file)));
            case Proof.Unreadable(String reason) ->
                Optional.of(new Fault.OfContent(
                        Optional.empty(), digest, size, file, Fault.Kind.UNREADABLE, reason, since(file)));
        };
    }

    private static Optional<Fault.OfContent> of(Part part, Proof proof) {
        return switch (proof) {
            case Proof.Right _ -> Optional.empty();
            case Proof.Wrong(Digest actual) -> fault(part, Fault.Kind.WRONG_CONTENT, actual(actual));
            case Proof.Unreadable(String reason) -> fault(part, Fault.Kind.UNREADABLE, reason);
            case Proof.Changed(String how) -> fault(part, Fault.Kind.CHANGED, how);
        };
    }

    private Fault.Kind sizeKind(Digest digest, long size, long onDisk) {
        return switch (content.of(digest).orElse(null)) {
            case Proof.Right _ -> Fault.Kind.WRONG_DESCRIPTOR;
            case Proof.Changed _ -> Fault.Kind.CHANGED;
            case Proof.Wrong _, Proof.Unreadable _ -> bySize(size, onDisk);
            case null -> bySize(size, onDisk);
        };
    }

    /** Of a manifest that has another digest. What a tag points to has no size by which to know it: but the begin and the end of JSON are known. */
    private Fault.Kind kind(Part part) {
        if (!(pool.blob(part.descriptor().digest()) instanceof StoredBlob.Present(Content found))) {
            return Fault.Kind.WRONG_CONTENT;
        }
        try {
            long onDisk = found.size();
            long size = part.descriptor().size();
            if (onDisk == 0 || size > 0 && size != onDisk) {
                return bySize(size, onDisk);
            }
            return size == 0 && beginsAsJson(found) && !endsAsJson(found)
                    ? Fault.Kind.TRUNCATED
                    : Fault.Kind.WRONG_CONTENT;
        } catch (IOException e) {
            return Fault.Kind.WRONG_CONTENT;
        }
    }

    private static boolean beginsAsJson(Content content) throws IOException {
        return new String(content.first(EDGE_BYTES), StandardCharsets.ISO_8859_1)
                .strip()
                .startsWith("{");
    }

    private static boolean endsAsJson(Content content) throws IOException {
        ByteBuffer end = ByteBuffer.allocate(EDGE_BYTES);
        try (ReadableByteChannel in = content.open(Math.max(0, content.size() - EDGE_BYTES))) {
            while (end.hasRemaining() && in.read(end) >= 0) {
                // A read may give less than there is.
                continue;
            }
        }
        return new String(end.array(), 0, end.position(), StandardCharsets.ISO_8859_1)
                .strip()
                .endsWith("}");
    }

    private static Fault.Kind bySize(long size, long onDisk) {
        if (onDisk == 0) {
            return Fault.Kind.ZERO_BYTES;
        }
        return onDisk < size ? Fault.Kind.TRUNCATED : Fault.Kind.TOO_LONG;
    }

    private static String actual(Digest actual) {
        return "its digest is " + actual;
    }

    private static Optional<Fault.OfContent> fault(Part part, Fault.Kind kind, String detail) {
        return Optional.of(new Fault.OfContent(
                Optional.of(part.role()),
                part.descriptor().digest(),
                part.descriptor().size(),
                part.file(),
                kind,
                detail,
                since(part.file())));
    }

    /** A garbage collection takes the directory along, so that only the one above it tells something. */
    static Optional<Instant> since(Path file) {
        Path at = file;
        for (int up = 0; up <= 2 && at != null; up++) {
            try {
                return Optional.of(FileState.of(at).modified());
            } catch (NoSuchFileException e) {
                at = at.getParent();
            } catch (IOException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
