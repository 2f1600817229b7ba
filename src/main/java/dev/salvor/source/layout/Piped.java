// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.content.Content;
import dev.salvor.image.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.Optional;

/** What came through a pipe, or is to come. */
abstract class Piped implements Content {
    private final Path shown;
    private final long size;

    /** @param shown as messages name it */
    Piped(Path shown, long size) {
        this.shown = shown;
        this.size = size;
    }

    /** In memory. */
    static Content kept(Path shown, byte[] bytes) {
        return new Piped(shown, bytes.length) {
            @Override
            public ReadableByteChannel open(long offset) {
                int from = (int) Math.min(offset, bytes.length);
                return Channels.newChannel(new ByteArrayInputStream(bytes, from, bytes.length - from));
            }

            @Override
            public Optional<Digest> known() {
                return Optional.of(Digest.of(bytes));
            }
        };
    }

    /** Passed. @param digest that all its bytes have; empty if nobody looked */
    static Content passed(Path shown, long size, Optional<Digest> digest) {
        return new Piped(shown, size) {
            @Override
            public ReadableByteChannel open(long offset) throws IOException {
                throw gone();
            }

            @Override
            public Optional<Digest> known() {
                return digest;
            }
        };
    }

    static IOException gone() {
        return new IOException(
                "it came through a pipe once, and would be needed again: run it again, or keep it in a file");
    }

    /** Not here yet. */
    static Content promised(Path shown, long size) {
        return new Piped(shown, size) {
            @Override
            public ReadableByteChannel open(long offset) throws IOException {
                throw new IOException("it has not come through the pipe yet");
            }
        };
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Optional<Path> file() {
        return Optional.empty();
    }

    @Override
    public String toString() {
        return shown.toString();
    }
}
