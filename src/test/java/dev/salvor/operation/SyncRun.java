// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import dev.salvor.check.CreateProjects;
import dev.salvor.outcome.BlobCounts;
import dev.salvor.outcome.ImageResult;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tally;
import dev.salvor.plan.ComparePolicy;
import dev.salvor.plan.Delivery;
import dev.salvor.plan.Plan;
import dev.salvor.progress.SyncProgress;
import dev.salvor.push.Verification;
import dev.salvor.registry.Load;
import dev.salvor.registry.RegistryConnection;
import dev.salvor.registry.endpoint.Endpoint;
import dev.salvor.registry.http.Authentication;
import dev.salvor.registry.http.Backoff;
import dev.salvor.registry.http.ConnectionSettings;
import dev.salvor.registry.login.Credentials;
import dev.salvor.registry.route.ConnectionRoute;
import dev.salvor.registry.tls.TlsSettings;
import dev.salvor.select.Selection;
import dev.salvor.select.TargetNames;
import dev.salvor.source.ImageSource;
import dev.salvor.source.LinkRepair;
import dev.salvor.source.derived.Derivation;
import dev.salvor.source.derived.DerivedSource;
import dev.salvor.source.layout.Layouts;
import dev.salvor.source.layout.Pipes;
import dev.salvor.source.layout.Scratch;
import dev.salvor.source.names.NamedSource;
import dev.salvor.source.names.Precedence;
import dev.salvor.source.names.TagList;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Runs whole syncs in this JVM, through the same classes as the command. */
final class SyncRun {
    /** Quick to give up: tests have no half minutes. */
    static final Backoff IMPATIENT = backoff(3);

    private final Path storage;
    private final String registry;
    private Selection selection = Selection.all();
    private TargetNames names = TargetNames.unchanged();
    private ComparePolicy policy = ComparePolicy.of(false, ComparePolicy.OnConflict.SKIP);
    private int jobs = 32;
    private Credentials credentials = new Credentials.Anonymous();
    private Supplier<Credentials> again = () -> credentials;
    private Authentication authentication = Authentication.AUTO;
    private Delivery delivery = Delivery.SENT;
    private Verification verification = Verification.NONE;
    private List<Path> caFiles = List.of();
    private UnaryOperator<ImageSource> naming = source -> source;
    private Runnable onPushed = () -> {};
    private long chunkBytes;
    private Scratch scratch = Scratch.none();
    private final List<Heard> listeners = new CopyOnWriteArrayList<>();

    private SyncRun(Path storage, String registry) {
        this.storage = storage;
        this.registry = registry;
    }

    /** What came out. */
    record Result(
            Plan plan,
            Tally report,
            BlobCounts.Snapshot blobs,
            List<ImageResult> images,
            Optional<FirstPart.Summary> first) {
        Map<String, Outcome> outcomes() {
            return Heard.outcomes(images);
        }

        long count(Tally.Kind kind) {
            return report.count(kind);
        }

        /** Whether every image was pushed or there. */
        boolean isComplete() {
            return count(Tally.Kind.PUSHED) + count(Tally.Kind.THERE) == images.size();
        }
    }

    static SyncRun of(Path storage, String registry) {
        return new SyncRun(storage, registry);
    }

    static Backoff backoff(int tries) {
        return new Backoff(
                tries, Duration.ofMillis(5), Duration.ofMillis(50), Duration.ofMillis(5), Duration.ofSeconds(5));
    }

    SyncRun with(ComparePolicy other) {
        policy = other;
        return this;
    }

    /** With tags from lists, too. */
    SyncRun named(Precedence precedence, TagList... lists) {
        return over(source -> new NamedSource(source, List.of(lists), precedence));
    }

    /** With names for what has none; of lists, after them. */
    SyncRun deriving(Derivation derivation) {
        return over(source -> new DerivedSource(source, derivation));
    }

    /** With something around the source as it is so far. */
    SyncRun over(UnaryOperator<ImageSource> around) {
        naming = naming.andThen(around)::apply;
        return this;
    }

    SyncRun with(TargetNames other) {
        names = other;
        return this;
    }

    SyncRun with(Selection other) {
        selection = other;
        return this;
    }

    SyncRun jobs(int other) {
        jobs = other;
        return this;
    }

    /** What the login is when it is read once more. */
    SyncRun loginAgain(Supplier<Credentials> other) {
        again = other;
        return this;
    }

    SyncRun login(Credentials other) {
        credentials = other;
        return this;
    }

    SyncRun by(Authentication other) {
        authentication = other;
        return this;
    }

    /** What is packed is unpacked there. */
    SyncRun unpackingIn(Path directory) {
        scratch = new Scratch(Optional.of(directory), "", _ -> {});
        return this;
    }

    SyncRun verifying(Verification other) {
        verification = other;
        return this;
    }

    SyncRun inPlace() {
        delivery = Delivery.IN_PLACE;
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
        return listeners.stream().flatMap(each -> each.warnings().stream()).toList();
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
        Heard heard = new Heard() {
            @Override
            public void outcome(ImageResult result) {
                super.outcome(result);
                if (result.outcome() instanceof Outcome.Pushed) {
                    onPushed.run();
                }
            }
        };
        listeners.add(heard);
        SyncProgress progress = new SyncProgress();
        if (push) {
            SyncOperation.Result result = new SyncOperation(request(), jobs, verification, progress, heard).run();
            result.bug().ifPresent(bug -> {
                throw new AssertionError(bug);
            });
            return new Result(result.plan(), result.tally(), result.blobs(), heard.images(), result.first());
        }
        Plan plan = new PlanOperation(request(), progress, heard).run().plan();
        return new Result(plan, plan.settled(), new BlobCounts().snapshot(), heard.images(), Optional.empty());
    }

    private PlanOperation.Request request() {
        return new PlanOperation.Request(
                naming.apply(Layouts.open(storage, jobs, scratch, LinkRepair.ONLY_ENTRY, Pipes.Use.PASSED_ON)),
                this::connect,
                selection,
                names,
                policy,
                CreateProjects.never(),
                "",
                delivery);
    }

    /** Without Harbor's API, which needs the container that only the program has. */
    Target connect(Listener listener) {
        TlsSettings tls = new TlsSettings(true, caFiles, List.of());
        RegistryConnection.Parameters parameters = new RegistryConnection.Parameters(
                ConnectionSettings.of(tls, ConnectionRoute.direct(), Map.of(), jobs, "salvor-test"),
                credentials,
                again,
                "the test",
                new Load(jobs, 0, chunkBytes),
                IMPATIENT,
                listener::warn,
                listener::trace,
                authentication);
        RegistryConnection connection = RegistryConnection.open(Endpoint.parse(registry, ""), parameters);
        return new Target(connection, Optional.empty(), "");
    }
}
