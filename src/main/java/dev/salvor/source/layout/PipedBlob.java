// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.image.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;

/** A blob that comes through a pipe: read from its first byte on, in one go or in pieces, and once. */
final class PipedBlob extends Piped {
    private final PipedBytes bytes;
    private final Digest digest;
    private final MessageDigest hash;
    private final long begin;
    private long hashed;
    private volatile Optional<Digest> known = Optional.empty();

    /** @param begin the place of its first byte, at which the pipe stands */
    PipedBlob(Path shown, Digest digest, long begin, long size, PipedBytes bytes) {
        super(shown, size);
        this.bytes = bytes;
        this.digest = digest;
        this.hash = digest.algorithm().newMessageDigest();
        this.begin = begin;
    }

    @Override
    public ReadableByteChannel open(long offset) throws IOException {
        if (bytes.end() != begin + offset) {
            throw gone();
        }
        return new ReadableByteChannel() {
            @Override
            public int read(ByteBuffer into) throws IOException {
                return PipedBlob.this.read(into);
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {
                // who wrote it goes on
            }
        };
    }

    private int read(ByteBuffer into) throws IOException {
        long left = begin + size() - bytes.end();
        if (left <= 0) {
            return -1;
        }
        int limit = into.limit();
        int first = into.position();
        into.limit(first + (int) Math.min(left, into.remaining()));
        try {
            int read = bytes.read(into, bytes.end());
            if (read > 0) {
                hash.update(into.array(), into.arrayOffset() + first, read);
                hashed += read;
            }
            if (hashed == size()) {
                known = Optional.of(Digest.of(digest.algorithm(), hash));
            }
            return read;
        } finally {
            into.limit(limit);
        }
    }

    @Override
    public Optional<Digest> known() {
        return known;
    }
}
