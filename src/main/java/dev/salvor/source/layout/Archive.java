// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.content.Content;
import dev.salvor.source.layout.tar.TarEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A tar.
 *
 * @param given what the user calls it
 * @param file that has its bytes: the same, or what it was unpacked to
 */
record Archive(Path given, Path file) {

    FileChannel open() throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    /** A file in it, for messages. */
    Path shown(String name) {
        return TarFiles.shown(given, name);
    }

    /** What is in it. @param length of all of it, in bytes */
    TarFiles of(long length) {
        return new TarFiles() {
            @Override
            public Path given() {
                return given;
            }

            @Override
            public Content content(String name, TarEntry entry) {
                return new Slice(
                        Archive.this, name, entry.offset(), Math.clamp(length - entry.offset(), 0, entry.size()));
            }
        };
    }

    /**
     * A file in it.
     *
     * @param offset of its first byte
     * @param size in bytes, of which none lies beyond the end
     */
    record Slice(Archive archive, String name, long offset, long size) implements Content {

        @Override
        public ReadableByteChannel open(long from) throws IOException {
            FileChannel channel = archive.open();
            try {
                channel.position(offset + from);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            return new Part(channel, Math.max(0, size - from));
        }

        @Override
        public Optional<Path> file() {
            return Optional.empty();
        }

        @Override
        public Path within() {
            return archive.given();
        }

        @Override
        public String toString() {
            return archive.shown(name).toString();
        }
    }

    /** So many bytes of a file, from where it stands. */
    private static final class Part implements ReadableByteChannel {
        private final FileChannel channel;
        private long left;

        Part(FileChannel channel, long left) {
            this.channel = channel;
            this.left = left;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            if (left == 0) {
                return -1;
            }
            int limit = into.limit();
            into.limit(into.position() + (int) Math.min(into.remaining(), left));
            try {
                int read = channel.read(into);
                left -= Math.max(0, read);
                return read;
            } finally {
                into.limit(limit);
            }
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
