// SPDX-License-Identifier: Apache-2.0
package dev.salvor.content;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** All of a file, which is no symbolic link: one that takes its place while a run lasts is not followed. */
public record FileContent(Path path, long size) implements Content {

    @Override
    public ReadableByteChannel open(long offset) throws IOException {
        return FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)
                .position(offset);
    }

    @Override
    public Optional<Path> file() {
        return Optional.of(path);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
