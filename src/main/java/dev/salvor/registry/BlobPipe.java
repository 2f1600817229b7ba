// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.image.Digest;
import dev.salvor.registry.http.Request;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What comes from one registry on its way to another: a few pieces in memory. A request that has to be sent again brings its first bytes once
 * more; they are dropped. Whoever reads from the first byte gets the last one only if all have the digest.
 */
final class BlobPipe implements ReadableByteChannel, Request.Sink {
    private static final int PIECES = 8;
    /** Both ends have their own patience, which is shorter; this one is for an end that is gone. */
    private static final long PATIENCE_MINUTES = 30;

    private final Digest digest;
    private final MessageDigest hash;
    private final long offset;
    private final long size;
    private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(PIECES);
    /** Up to which byte pieces were put in; belongs to the thread that fills. */
    private long filled;
    /** The rest belongs to the thread that reads. */
    private long position;

    private ByteBuffer current = ByteBuffer.allocate(0);
    private boolean ended;
    private Thread filling;
    private volatile boolean open = true;

    private record Piece(byte[] bytes, Optional<IOException> fault, boolean last) {}

    /** Puts all bytes in. */
    interface Filling {
        void run() throws IOException;
    }

    /** @param offset of the first byte that is wanted */
    BlobPipe(Digest digest, long offset, long size) {
        this.digest = digest;
        this.hash = digest.algorithm().newMessageDigest();
        this.offset = offset;
        this.size = size;
        this.filled = offset;
        this.position = offset;
    }

    /** Begins to. Ends soon after this channel is closed. */
    void fill(Filling request) {
        filling = Thread.ofVirtual().start(() -> {
            Optional<IOException> fault = Optional.empty();
            try {
                request.run();
            } catch (IOException e) {
                fault = Optional.of(e);
            } catch (RuntimeException e) {
                fault = Optional.of(new IOException(e));
            }
            try {
                put(new Piece(new byte[0], fault, true));
            } catch (IOException e) {
                // nobody reads any more
                open = false;
            }
        });
    }

    @Override
    public OutputStream open() {
        return new From(0);
    }

    @Override
    public Optional<OutputStream> openPart() {
        return Optional.of(new From(offset));
    }

    /** The body of one answer. */
    private final class From extends OutputStream {
        private long at;

        From(long first) {
            this.at = first;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int start, int length) throws IOException {
            int known = Math.clamp(filled - at, 0, length);
            at += length;
            if (known < length) {
                put(new Piece(Arrays.copyOfRange(bytes, start + known, start + length), Optional.empty(), false));
                filled = at;
            }
        }
    }

    private void put(Piece piece) throws IOException {
        try {
            if (!open || !pieces.offer(piece, PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                throw new IOException("nobody takes it any more");
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        while (!current.hasRemaining()) {
            if (ended) {
                return -1;
            }
            take();
        }
        int length = Math.min(target.remaining(), current.remaining());
        ByteBuffer part = current.slice(current.position(), length);
        current.position(current.position() + length);
        hash.update(part.duplicate());
        position += length;
        if (offset == 0 && position == size) {
            requireDigest();
        }
        target.put(part);
        return length;
    }

    private void take() throws IOException {
        try {
            Piece piece = pieces.poll(PATIENCE_MINUTES, TimeUnit.MINUTES);
            if (piece == null) {
                throw new IOException("nothing came");
            }
            if (piece.fault().isPresent()) {
                throw new IOException(
                        piece.fault().get().getMessage(), piece.fault().get());
            }
            ended = piece.last();
            current = ByteBuffer.wrap(piece.bytes());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private void requireDigest() throws IOException {
        Digest actual = Digest.of(digest.algorithm(), hash);
        if (!actual.equals(digest)) {
            throw new IOException("it has other bytes: their digest is " + actual);
        }
    }

    private static IOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted");
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /** Also the request that fills it, if that is not done. */
    @Override
    public void close() {
        open = false;
        filling.interrupt();
        pieces.clear();
    }
}
