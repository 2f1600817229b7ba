// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve.http;

import dev.salvor.Failure;
import dev.salvor.serve.AccessRecord;
import dev.salvor.serve.Asked;
import dev.salvor.serve.Complaint;
import dev.salvor.serve.Reply;
import dev.salvor.serve.ServedRegistry;
import dev.salvor.serve.login.Logins;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyCertOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Serves a registry over HTTP/1.1. Event loops move bytes; what may wait for the disk is done on virtual threads, as many as there are
 * requests, which are bounded.
 */
public final class HttpFront implements AutoCloseable {
    private static final int SWEEP_MILLIS = 1000;
    private static final int BACKLOG = 1024;
    /** The kernel reads a file for one of them at a time, and the others go on. */
    private static final int LOOPS = Math.max(8, Runtime.getRuntime().availableProcessors());

    private static final Reply BUSY = new Complaint(
                    Complaint.Code.UNAVAILABLE, "too many requests at once: ask again in a moment")
            .reply()
            .with("Retry-After", "1");

    private static final Reply LOGIN = new Complaint(
                    Complaint.Code.UNAUTHORIZED, "log in first; the password, or the user, may be wrong")
            .reply()
            .with("WWW-Authenticate", "Basic realm=\"salvor\"");

    private final ServedRegistry registry;
    private final ServerSettings settings;
    private final LogQueue log;
    private final Vertx vertx;
    private final List<HttpServer> servers = new ArrayList<>();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Connections connections;
    private final Semaphore requests;
    private volatile boolean ending;

    private HttpFront(ServedRegistry registry, ServerSettings settings, AccessRecord.Log log) {
        this.registry = registry;
        this.settings = settings;
        this.log = new LogQueue(log);
        this.connections = new Connections(settings.limits());
        this.requests = new Semaphore(settings.limits().requests());
        this.vertx = Vertx.vertx(new VertxOptions()
                .setPreferNativeTransport(false)
                .setEventLoopPoolSize(LOOPS)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }

    /**
     * Listens from now on.
     *
     * @throws Failure.Source if it cannot listen there
     */
    public static HttpFront open(ServedRegistry registry, ServerSettings settings, AccessRecord.Log log) {
        HttpFront front = new HttpFront(registry, settings, log);
        try {
            front.listen();
            return front;
        } catch (CompletionException e) {
            front.close();
            throw new Failure.Source(
                    "cannot listen on " + settings.host() + ":" + settings.port() + ": "
                            + e.getCause().getMessage(),
                    "Is the port taken, or the address not one of this machine?",
                    e);
        }
    }

    /** Each server has an event loop of its own, and all share the port; one that the system chooses, only one can have. */
    private void listen() {
        int loops = settings.port() == 0 ? 1 : LOOPS;
        for (int i = 0; i < loops; i++) {
            HttpServer server = vertx.createHttpServer(options())
                    .connectionHandler(connections::opened)
                    .requestHandler(this::handle)
                    .invalidRequestHandler(this::refuse);
            server.listen().toCompletionStage().toCompletableFuture().join();
            servers.add(server);
        }
        vertx.setPeriodic(SWEEP_MILLIS, _ -> connections.sweep());
        vertx.setPeriodic(SWEEP_MILLIS, _ -> workers.execute(settings::refresh));
    }

    private HttpServerOptions options() {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(settings.host())
                .setPort(settings.port())
                .setAcceptBacklog(BACKLOG)
                .setMaxInitialLineLength(Limits.LINE_BYTES)
                .setMaxHeaderSize(Limits.HEADER_BYTES)
                .setHttp2ClearTextEnabled(false);
        settings.tls()
                .ifPresent(tls -> options.setSsl(true).setUseAlpn(false).setKeyCertOptions(KeyCertOptions.wrap(tls)));
        return options;
    }

    /** Where it listens. */
    public int port() {
        return servers.getFirst().actualPort();
    }

    private void handle(HttpServerRequest request) {
        connections.asked(request.connection());
        boolean admitted = !connections.isBeyond(request.connection()) && requests.tryAcquire();
        Runnable place = admitted ? place() : () -> {};
        Exchange exchange = exchange(request, place);
        if (!admitted) {
            send(request, exchange, BUSY, connections.isBeyond(request.connection()));
            return;
        }
        Context loop = vertx.getOrCreateContext();
        workers.execute(() -> {
            Reply reply;
            try {
                reply = reply(exchange);
            } finally {
                place.run();
            }
            loop.runOnContext(_ -> send(request, exchange, reply, ending));
        });
    }

    /** Gives a place back when both are done, the look and the answer: a client may go away in between, and ask for more. */
    private Runnable place() {
        AtomicInteger uses = new AtomicInteger(2);
        return () -> {
            if (uses.decrementAndGet() == 0) {
                requests.release();
            }
        };
    }

    private Exchange exchange(HttpServerRequest request, Runnable atEnd) {
        Exchange[] itself = new Exchange[1];
        itself[0] = new Exchange(request, Instant.now(), () -> {
            connections.answered(request.connection());
            atEnd.run();
            AccessRecord access = itself[0].access(Instant.now());
            if (access.status() >= 400 || !ServedRegistry.isProbe(itself[0].asked())) {
                log.add(access);
            }
        });
        return itself[0];
    }

    private void send(HttpServerRequest request, Exchange exchange, Reply reply, boolean closes) {
        connections.answering(request.connection());
        exchange.send(reply, closes, workers);
    }

    /** A bug costs the request that meets it. */
    private Reply reply(Exchange exchange) {
        try {
            Asked asked = exchange.asked();
            return ServedRegistry.isProbe(asked)
                    ? registry.answer(asked)
                    : refusal(exchange).orElseGet(() -> registry.answer(asked));
        } catch (RuntimeException | Error e) {
            return new Complaint(Complaint.Code.UNKNOWN, "this is a bug in salvor: " + e).reply();
        }
    }

    private Optional<Reply> refusal(Exchange exchange) {
        if (settings.logins().isEmpty()) {
            return Optional.empty();
        }
        return switch (settings.logins().get().check(exchange.authorization())) {
            case Logins.Result.Known(String user) -> {
                exchange.loggedIn(user);
                yield Optional.empty();
            }
            case Logins.Result.Busy _ -> Optional.of(BUSY);
            case Logins.Result.Unknown _ -> Optional.of(LOGIN);
        };
    }

    /** What is no request, or beyond all size. */
    private void refuse(HttpServerRequest request) {
        int status = switch (request.decoderResult().cause()) {
            case TooLongHttpLineException _ -> 414;
            case TooLongHttpHeaderException _ -> 431;
            case null, default -> 400;
        };
        connections.asked(request.connection());
        Reply reply = Complaint.unreadable(status);
        send(request, exchange(request, () -> {}), reply, true);
    }

    /**
     * Says that it is not ready, and waits until all that were asked are answered.
     *
     * @param atLeast for whoever asks whether it is ready
     * @return whether they were
     */
    public boolean drain(Duration atLeast, Duration patience) throws InterruptedException {
        ending = true;
        registry.end();
        TimeUnit.NANOSECONDS.sleep(atLeast.toNanos());
        return requests.tryAcquire(
                settings.limits().requests(), patience.minus(atLeast).toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Cuts what is left. */
    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        workers.shutdownNow();
        log.close();
    }
}
