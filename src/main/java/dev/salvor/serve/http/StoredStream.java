// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve.http;

import dev.salvor.serve.ReplyBody;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.ExecutionException;

/** Reads content and sends it piece by piece, each when the one before has left: over TLS, and what lies inside of another file. */
final class StoredStream {
    private static final int PIECE = 256 << 10;

    private final ReplyBody.Stored stored;
    private final HttpServerResponse response;

    StoredStream(ReplyBody.Stored stored, HttpServerResponse response) {
        this.stored = stored;
        this.response = response;
    }

    /** Blocks until all is sent but the end. */
    Future<Void> send() {
        try (ReadableByteChannel channel = stored.content().open(stored.offset())) {
            long left = stored.length();
            Future<Void> before = Future.succeededFuture();
            while (left > 0) {
                byte[] piece = read(channel, (int) Math.min(left, PIECE));
                before.toCompletionStage().toCompletableFuture().get();
                left -= piece.length;
                before = left == 0 ? response.end(Buffer.buffer(piece)) : response.write(Buffer.buffer(piece));
            }
            return before;
        } catch (IOException | ExecutionException e) {
            return Future.failedFuture(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Future.failedFuture(e);
        }
    }

    private static byte[] read(ReadableByteChannel channel, int length) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(length);
        while (piece.hasRemaining()) {
            if (channel.read(piece) < 0) {
                throw new EOFException("the content ends before its time");
            }
        }
        return piece.array();
    }
}
