// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve.http;

import dev.salvor.lab.LabHttp;
import dev.salvor.select.Selection;
import dev.salvor.select.TargetNames;
import dev.salvor.serve.AccessRecord;
import dev.salvor.serve.ServedRegistry;
import dev.salvor.source.storage.Storage;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A storage that is served on a port of 127.0.0.1. */
public record ServedStorage(HttpFront front, List<AccessRecord> log) implements AutoCloseable {
    /** Short ones, for tests that wait for their end. */
    static final Limits HASTY =
            new Limits(64, 128, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(2));

    private record Kept(List<AccessRecord> lines) implements AccessRecord.Log {
        @Override
        public void add(AccessRecord access) {
            lines.add(access);
        }

        @Override
        public void lost(long count) {
            throw new AssertionError(count + " lines are lost");
        }
    }

    /** All of it, to everybody. */
    public static ServedStorage of(Path root) {
        return of(registry(root, Selection.all(), TargetNames.unchanged(), false), UnaryOperator.identity());
    }

    public static ServedStorage of(Path root, Selection selection, TargetNames names) {
        return of(registry(root, selection, names, false), UnaryOperator.identity());
    }

    static ServedStorage of(ServedRegistry registry, UnaryOperator<ServerSettings> change) {
        List<AccessRecord> log = new CopyOnWriteArrayList<>();
        ServerSettings usual = new ServerSettings("127.0.0.1", 0, Optional.empty(), Optional.empty(), Limits.of(256));
        return new ServedStorage(HttpFront.open(registry, change.apply(usual), new Kept(log)), log);
    }

    static ServedRegistry registry(Path root, Selection selection, TargetNames names, boolean checksContent) {
        return new ServedRegistry(Storage.open(root, 8), selection, names, checksContent, InstantSource.system());
    }

    /** {@code 127.0.0.1:port}. */
    public String host() {
        return "127.0.0.1:" + front.port();
    }

    public LabHttp http() {
        return LabHttp.to(URI.create("http://" + host()));
    }

    /** What was asked for, without the probes of clients. */
    public List<String> requests() {
        return log.stream().map(each -> each.method() + " " + each.target()).toList();
    }

    @Override
    public void close() {
        front.close();
    }
}
