// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve.http;

import dev.salvor.serve.AccessRecord;
import dev.salvor.serve.Asked;
import dev.salvor.serve.Reply;
import dev.salvor.serve.ReplyBody;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** One request, from its headers to the last byte of its answer. */
final class Exchange {
    private final HttpServerRequest request;
    private final Asked asked;
    private final Instant began;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Runnable atEnd;
    private volatile Optional<String> user = Optional.empty();
    private volatile String reason = "";
    private volatile boolean sent;

    /** @param atEnd done once, whatever becomes of it */
    Exchange(HttpServerRequest request, Instant began, Runnable atEnd) {
        this.request = request;
        this.began = began;
        this.atEnd = atEnd;
        this.asked = new Asked(
                request.method().name(),
                request.uri(),
                new Asked.Conditions(header("Range"), header("If-Range"), header(HttpHeaders.IF_NONE_MATCH)));
        request.response().closeHandler(_ -> end());
        // what goes wrong with a connection ends it, and the log says so
        request.exceptionHandler(_ -> {});
        request.response().exceptionHandler(_ -> {});
    }

    private Optional<String> header(CharSequence name) {
        return Optional.ofNullable(request.getHeader(name));
    }

    Asked asked() {
        return asked;
    }

    Optional<String> authorization() {
        return header(HttpHeaders.AUTHORIZATION);
    }

    void loggedIn(String name) {
        user = Optional.of(name);
    }

    /**
     * On the event loop.
     *
     * @param closes whether the connection ends with it
     * @param streams where bytes are read that the kernel cannot send by itself
     */
    void send(Reply reply, boolean closes, Executor streams) {
        HttpServerResponse response = request.response();
        if (response.closed()) {
            end();
            return;
        }
        reason = reply.reason();
        response.setStatusCode(reply.status()).putHeader("Docker-Distribution-Api-Version", "registry/2.0");
        reply.headers().forEach(response::putHeader);
        if (closes || hasBody()) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        boolean isHead = asked.method().equals("HEAD");
        switch (reply.body()) {
            case ReplyBody.None _ -> finished(response.end());
            case ReplyBody.Bytes(byte[] bytes) -> {
                response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(bytes.length));
                finished(isHead ? response.end() : response.end(Buffer.buffer(bytes)));
            }
            case ReplyBody.Stored stored
            when isHead || stored.length() == 0 -> {
                response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(stored.length()));
                finished(response.end());
            }
            case ReplyBody.Stored stored -> {
                Optional<Path> file =
                        request.isSSL() ? Optional.empty() : stored.content().file();
                if (file.filter(Exchange::isSpelled).isPresent()) {
                    // says its own length: of a file that was cut meanwhile, that of what is left
                    finished(response.sendFile(file.get().toString(), stored.offset(), stored.length()));
                } else {
                    response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(stored.length()));
                    streams.execute(() -> finished(new StoredStream(stored, response).send()));
                }
            }
        }
    }

    /** Vert.x takes the name of a file as text, which is not all that a name may be. */
    private static boolean isSpelled(Path file) {
        return file.toString().indexOf('\ufffd') < 0;
    }

    /** Nobody reads what a client sends along: the next request would stand behind it. */
    private boolean hasBody() {
        return header(HttpHeaders.TRANSFER_ENCODING).isPresent()
                || header(HttpHeaders.CONTENT_LENGTH)
                        .filter(length -> !length.equals("0"))
                        .isPresent();
    }

    private void finished(Future<Void> answer) {
        answer.onComplete(result -> {
            sent = result.succeeded();
            if (result.failed()) {
                // half an answer cannot be taken back
                Connections.cut(request.connection());
            }
            end();
        });
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            atEnd.run();
        }
    }

    /** What there is to be said of it when it has ended. */
    AccessRecord access(Instant now) {
        HttpServerResponse response = request.response();
        return new AccessRecord(
                began,
                request.remoteAddress() == null ? "-" : request.remoteAddress().hostAddress(),
                user,
                asked.method(),
                asked.target(),
                response.getStatusCode(),
                sent ? Optional.of(asked.method().equals("HEAD") ? 0 : response.bytesWritten()) : Optional.empty(),
                Duration.between(began, now),
                header(HttpHeaders.USER_AGENT).orElse(""),
                reason);
    }
}
