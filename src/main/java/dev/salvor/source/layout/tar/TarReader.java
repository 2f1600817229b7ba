// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout.tar;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Reads the headers of a tar, one after the other, and passes over what is between them. */
public final class TarReader {
    /** Of a name, or of what pax says of a file. */
    private static final int MOST_EXTRA = 1 << 20;

    private final Bytes bytes;
    private long at;

    /** What a tar is read from, by the place of each byte; places only grow. */
    public interface Bytes {
        /** @return how many were read; negative at the end */
        int read(ByteBuffer into, long from) throws IOException;

        /** Where the end is; known at least to whoever met it. */
        long end();
    }

    public TarReader(Bytes bytes) {
        this.bytes = bytes;
    }

    /** @param channel whose position nobody cares for */
    public TarReader(FileChannel channel) throws IOException {
        long length = channel.size();
        this.bytes = new Bytes() {
            @Override
            public int read(ByteBuffer into, long from) throws IOException {
                return channel.read(into, from);
            }

            @Override
            public long end() {
                return length;
            }
        };
    }

    /** Whether something begins as a tar does. */
    public static boolean isMeantBy(byte[] head) {
        if (head.length < TarHeader.BLOCK) {
            return false;
        }
        TarHeader first = new TarHeader(Arrays.copyOf(head, TarHeader.BLOCK));
        return first.isRight() && !first.isEnd();
    }

    /**
     * The next file, the last of which may be cut: then it ends beyond the tar.
     *
     * @return empty after the last one
     * @throws EOFException if the tar ends before its mark of an end
     * @throws IOException if it cannot be read, or is no tar from here on
     */
    public Optional<TarEntry> next() throws IOException {
        String longName = null;
        String longTarget = null;
        PaxRecords pax = PaxRecords.NONE;
        while (true) {
            TarHeader header = new TarHeader(block());
            if (header.isEnd()) {
                return Optional.empty();
            }
            if (!header.isRight()) {
                throw new IOException("at byte " + (at - TarHeader.BLOCK) + " there is no header of a tar");
            }
            switch (header.type()) {
                case 'L' -> longName = text(extra(header));
                case 'K' -> longTarget = text(extra(header));
                case 'x' -> pax = PaxRecords.parse(extra(header));
                case 'g' -> extra(header);
                default -> {
                    return Optional.of(entry(header, longName, longTarget, pax));
                }
            }
        }
    }

    private TarEntry entry(TarHeader header, String longName, String longTarget, PaxRecords pax) throws IOException {
        String name = pax.name().orElse(longName == null ? header.name() : longName);
        String target = pax.target().orElse(longTarget == null ? header.target() : longTarget);
        TarEntry.Kind kind = kind(header.type(), name, pax);
        boolean hasMore = header.type() == 'S' && header.isExtended();
        while (hasMore) {
            hasMore = new TarHeader(block()).isContinued();
        }
        long size = switch (kind) {
            case FILE, OTHER -> pax.size().isPresent() ? pax.size().get() : header.size();
            case DIRECTORY, HARD_LINK, SYMBOLIC_LINK -> 0;
        };
        TarEntry entry = new TarEntry(name, kind, at, size, Instant.ofEpochSecond(header.modified()), target);
        skip(size);
        return entry;
    }

    private static TarEntry.Kind kind(char type, String name, PaxRecords pax) {
        return switch (type) {
            case '0', '\0', '7' -> {
                if (pax.isSparse()) {
                    yield TarEntry.Kind.OTHER;
                }
                // before there was a type of its own for it
                yield name.endsWith("/") ? TarEntry.Kind.DIRECTORY : TarEntry.Kind.FILE;
            }
            case '1' -> TarEntry.Kind.HARD_LINK;
            case '2' -> TarEntry.Kind.SYMBOLIC_LINK;
            case '5' -> TarEntry.Kind.DIRECTORY;
            default -> TarEntry.Kind.OTHER;
        };
    }

    /** What stands in the place of content and is about the next file. */
    private byte[] extra(TarHeader header) throws IOException {
        long size = header.size();
        if (size < 0 || size > MOST_EXTRA) {
            throw new IOException("a header has " + size + " bytes more, and salvor reads " + MOST_EXTRA + " at most");
        }
        byte[] extra = new byte[(int) size];
        read(extra, at);
        skip(size);
        return extra;
    }

    private static String text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    private byte[] block() throws IOException {
        byte[] block = new byte[TarHeader.BLOCK];
        read(block, at);
        at += TarHeader.BLOCK;
        return block;
    }

    private void read(byte[] into, long from) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(into);
        while (buffer.hasRemaining()) {
            if (bytes.read(buffer, from + buffer.position()) < 0) {
                throw new EOFException("it ends at byte " + bytes.end() + " without the mark of an end");
            }
        }
    }

    private void skip(long size) throws IOException {
        long blocks = size / TarHeader.BLOCK + (size % TarHeader.BLOCK == 0 ? 0 : 1);
        if (size < 0 || blocks > (Long.MAX_VALUE - at) / TarHeader.BLOCK) {
            throw new IOException("a header has a size beyond all bounds");
        }
        at += blocks * TarHeader.BLOCK;
    }
}
