// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.spare;

import dev.salvor.content.Content;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.Optional;

/** The same bytes without their file: a place that is only read must get no hard links, which would make others write to it. */
record UnlinkedContent(Content content) implements Content {

    @Override
    public long size() {
        return content.size();
    }

    @Override
    public ReadableByteChannel open(long offset) throws IOException {
        return content.open(offset);
    }

    @Override
    public Optional<Path> file() {
        return Optional.empty();
    }

    @Override
    public String toString() {
        return content.toString();
    }
}
