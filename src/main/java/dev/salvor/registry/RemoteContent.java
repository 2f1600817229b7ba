// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.content.Content;
import dev.salvor.image.Digest;
import dev.salvor.registry.http.Answer;
import dev.salvor.registry.http.Request;
import dev.salvor.registry.http.Sender;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.Optional;

/** A blob that a registry has. Nothing of it is kept: each reading is a GET of its own, from the byte on that is wanted. */
final class RemoteContent implements Content {
    private final Sender sender;
    private final Request get;
    private final Digest digest;
    private final long size;

    /** @param get of all of it */
    RemoteContent(Sender sender, Request get, Digest digest, long size) {
        this.sender = sender;
        this.get = get;
        this.digest = digest;
        this.size = size;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public ReadableByteChannel open(long offset) {
        BlobPipe pipe = new BlobPipe(digest, offset, size);
        Request request = offset == 0 ? get : get.withHeader("Range", "bytes=" + offset + "-");
        pipe.fill(() -> {
            Answer answer = sender.send(request.into(pipe));
            if (answer.status() != 200 && answer.status() != 206) {
                throw new IOException("the registry answered " + answer.status());
            }
        });
        return pipe;
    }

    @Override
    public Optional<Path> file() {
        return Optional.empty();
    }

    @Override
    public String toString() {
        return get.uri().toString();
    }
}
