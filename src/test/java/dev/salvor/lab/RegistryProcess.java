// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real {@code docker-registry} over a directory, on a port of 127.0.0.1. Ends with {@link #close}, and with this JVM. */
public final class RegistryProcess implements AutoCloseable {
    static final String LOG = "registry.log";
    static final String ACCESS_LOG = "access.log";
    private static final Pattern LISTENING = Pattern.compile("listening on 127\\.0\\.0\\.1:(\\d+)");

    private final Path root;
    private final Path directory;
    private final Process process;
    private final Thread lastResort;
    private final boolean tls;
    private final int port;
    private final LabHttp http;

    RegistryProcess(Path root, Path directory, Process process, Optional<Certificates> certificates) {
        this.root = root;
        this.directory = directory;
        this.process = process;
        this.lastResort = new Thread(this::end);
        this.tls = certificates.isPresent();
        Runtime.getRuntime().addShutdownHook(lastResort);
        this.port = Waiting.until("the registry listens", this::listeningPort);
        this.http =
                certificates.map(each -> LabHttp.to(uri(), each.sslContext())).orElseGet(() -> LabHttp.to(uri()));
    }

    /** A registry whose storage is, or will be, {@code root/docker/registry/v2}. */
    public static RegistrySetup over(Path root) {
        return new RegistrySetup(root);
    }

    private Optional<Integer> listeningPort() {
        boolean alive = process.isAlive();
        Matcher matcher = LISTENING.matcher(log());
        if (matcher.find()) {
            return Optional.of(Integer.valueOf(matcher.group(1)));
        }
        if (!alive) {
            String said = log();
            close();
            throw new IllegalStateException("docker-registry did not start: " + said);
        }
        return Optional.empty();
    }

    public int port() {
        return port;
    }

    /** {@code 127.0.0.1:port}. */
    public String host() {
        return "127.0.0.1:" + port;
    }

    /** {@code http://127.0.0.1:port}, or https. */
    public URI uri() {
        return URI.create((tls ? "https://" : "http://") + host());
    }

    /** What it was started over. */
    public Path root() {
        return root;
    }

    /** A client that trusts its certificate, without a login. */
    public LabHttp http() {
        return http;
    }

    /** What it says besides the access log. */
    public String log() {
        return read(LOG);
    }

    /** All requests which were answered before this call. Not after {@link #close}; after {@link #stop} and {@link #kill} it works. */
    public AccessLog accessLog() {
        if (process.isAlive()) {
            // A line is written before a short answer leaves, but after a long one (a blob's GET): hence the pause, and
            // a second marker behind it.
            mark();
            Waiting.step();
            mark();
        }
        return AccessLog.parse(read(ACCESS_LOG));
    }

    private void mark() {
        String marker = AccessLog.newMarker();
        http.get(marker);
        Waiting.until(
                marker + " in the access log",
                () -> read(ACCESS_LOG).contains(marker) ? Optional.of(marker) : Optional.empty());
    }

    private String read(String file) {
        try {
            return Files.readString(directory.resolve(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGTERM, and waits for its end. */
    public void stop() {
        process.destroy();
        Waiting.forExit(process);
    }

    /** SIGKILL, and waits for its end. */
    public void kill() {
        process.destroyForcibly();
        Waiting.forExit(process);
    }

    /** Kills it, and deletes its logs. The storage stays. */
    @Override
    public void close() {
        if (Files.exists(directory)) {
            Runtime.getRuntime().removeShutdownHook(lastResort);
            end();
        }
    }

    private void end() {
        kill();
        Trees.delete(directory);
    }
}
