// SPDX-License-Identifier: Apache-2.0
package dev.salvor.sync;

import dev.salvor.registry.Load;
import dev.salvor.registry.RegistryConnection;
import dev.salvor.registry.endpoint.Endpoint;
import dev.salvor.registry.http.Authentication;
import dev.salvor.registry.http.Backoff;
import dev.salvor.registry.http.ConnectionSettings;
import dev.salvor.registry.login.Credentials;
import dev.salvor.registry.route.Route;
import dev.salvor.registry.tls.TlsSettings;
import dev.salvor.source.storage.Storage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Runs whole syncs in this JVM, through the same classes as the command. */
final class SyncRun {
    private static final int DEFAULT_JOBS = 32;

    /** Quick to give up: tests have no half minutes. */
    static final Backoff IMPATIENT = backoff(3);

    private final Path storage;
    private final String registry;
    private SyncOptions options = options(Selection.all());
    private Credentials credentials = new Credentials.Anonymous();
    private Authentication authentication = Authentication.AUTO;
    private Verification verification = Verification.NONE;
    private List<Path> caFiles = List.of();
    private Runnable onPushed = () -> {};
    private long chunkBytes;
    private final List<String> notices = new CopyOnWriteArrayList<>();

    private SyncRun(Path storage, String registry) {
        this.storage = storage;
        this.registry = registry;
    }

    /** What came out. */
    record Result(SyncPlan plan, SyncReport report, List<ImageResult> images) {
        Map<String, Outcome> outcomes() {
            Map<String, Outcome> outcomes = new TreeMap<>();
            images.forEach(image -> outcomes.put(image.name().toString(), image.outcome()));
            return outcomes;
        }

        long count(SyncReport.Kind kind) {
            return report.count(kind);
        }

        /** Whether every image was pushed or there. */
        boolean isComplete() {
            return Set.of(SyncReport.Kind.PUSHED, SyncReport.Kind.THERE)
                    .containsAll(images.stream()
                            .map(image -> SyncReport.Kind.of(image.outcome()))
                            .toList());
        }
    }

    static SyncRun of(Path storage, String registry) {
        return new SyncRun(storage, registry);
    }

    static SyncOptions options(Selection selection) {
        return new SyncOptions(
                selection,
                TargetNames.unchanged(),
                ComparePolicy.of(false, ComparePolicy.OnConflict.SKIP),
                DEFAULT_JOBS);
    }

    static Backoff backoff(int tries) {
        return new Backoff(
                tries, Duration.ofMillis(5), Duration.ofMillis(50), Duration.ofMillis(5), Duration.ofSeconds(5));
    }

    SyncRun with(SyncOptions other) {
        options = other;
        return this;
    }

    SyncRun with(ComparePolicy policy) {
        return with(new SyncOptions(options.selection(), options.names(), policy, options.jobs()));
    }

    SyncRun with(TargetNames names) {
        return with(new SyncOptions(options.selection(), names, options.policy(), options.jobs()));
    }

    SyncRun with(Selection selection) {
        return with(new SyncOptions(selection, options.names(), options.policy(), options.jobs()));
    }

    SyncRun login(Credentials other) {
        credentials = other;
        return this;
    }

    SyncRun by(Authentication other) {
        authentication = other;
        return this;
    }

    SyncRun verifying(Verification other) {
        verification = other;
        return this;
    }

    SyncRun trusting(Path caFile) {
        caFiles = List.of(caFile);
        return this;
    }

    SyncRun inChunksOf(long bytes) {
        chunkBytes = bytes;
        return this;
    }

    /** What the user was told of all runs. */
    List<String> notices() {
        return List.copyOf(notices);
    }

    /** Runs this whenever an image has arrived. */
    SyncRun onPushed(Runnable action) {
        onPushed = action;
        return this;
    }

    Result push() {
        return run(true);
    }

    Result plan() {
        return run(false);
    }

    private Result run(boolean push) {
        TlsSettings tls = new TlsSettings(true, caFiles, List.of());
        ConnectionSettings settings =
                ConnectionSettings.of(tls, Route.direct(), Map.of(), options.jobs(), "salvor-test");
        RegistryConnection.Parameters parameters = new RegistryConnection.Parameters(
                settings,
                credentials,
                "the test",
                new Load(options.jobs(), 0, chunkBytes),
                IMPATIENT,
                notices::add,
                _ -> {},
                authentication);
        ConcurrentLinkedQueue<ImageResult> images = new ConcurrentLinkedQueue<>();
        SyncReport report = new SyncReport(result -> {
            images.add(result);
            if (result.outcome() instanceof Outcome.Pushed) {
                onPushed.run();
            }
        });
        try (RegistryConnection connection = RegistryConnection.open(Endpoint.parse(registry, ""), parameters)) {
            Sync sync = new Sync(Storage.open(storage), connection, options, new SyncProgress(), report);
            SyncPlan plan = sync.plan();
            if (push) {
                sync.push(plan, verification);
            }
            return new Result(plan, report, List.copyOf(images));
        }
    }
}
