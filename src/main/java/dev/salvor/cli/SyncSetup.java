// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.check.CreateProjects;
import dev.salvor.check.Demand;
import dev.salvor.check.Preflight;
import dev.salvor.operation.Sync;
import dev.salvor.outcome.ImageResult;
import dev.salvor.outcome.SyncReport;
import dev.salvor.output.Output;
import dev.salvor.output.ProgressDisplay;
import dev.salvor.plan.ComparePolicy;
import dev.salvor.plan.SyncOptions;
import dev.salvor.plan.SyncPlan;
import dev.salvor.progress.SyncProgress;
import dev.salvor.registry.Endpoint;
import dev.salvor.select.TargetNames;
import dev.salvor.source.storage.Storage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code plan} and {@code sync} share: the same arguments, the same code up to the first mutating request. */
public final class SyncSetup {
    /** Where the command at hand creates nothing. */
    static final String CREATE_COMMAND = "salvor sync with the same options and --create-projects";

    @Parameters(index = "0", paramLabel = "STORAGE", description = StorageParameter.DESCRIPTION)
    private Path storage;

    @Parameters(index = "1", paramLabel = "REGISTRY", description = RegistryOptions.DESCRIPTION)
    private String registry;

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private ShardOption shard;

    @Mixin
    private NameOptions names;

    @Mixin
    private CompareOptions compare;

    @Mixin
    private ProjectOptions projects;

    @Mixin
    private RegistryOptions connection;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json",
            defaultValue = "table",
            description = "Form of the result on stdout (default: ${DEFAULT-VALUE}).")
    private ResultFormat format;

    @Mixin
    private OutputOptions outputOptions;

    /** The forms of a summary. */
    enum ResultFormat {
        TABLE,
        JSON
    }

    /** What a command does with a connected sync. */
    interface Work {
        int run(Sync sync, SyncPlan plan, SyncReport report, Preflight.Result preflight);
    }

    Output output() {
        return outputOptions.output();
    }

    boolean isJson() {
        return format == ResultFormat.JSON;
    }

    Storage storage() {
        StorageParameter.requireOrder(storage, registry, "salvor plan|sync STORAGE REGISTRY");
        return Storage.open(storage, connection.jobs());
    }

    String registry() {
        return registry;
    }

    TargetNames names() {
        return names.names(endpoint().prefix());
    }

    private Endpoint endpoint() {
        return names.below(connection.endpoint(registry));
    }

    int exitCode(SyncPlan plan, SyncReport report) {
        boolean untagged = plan.findings().lackTags() && !compare.ignoreUntagged();
        boolean failOnConflict = compare.policy().onConflict() == ComparePolicy.OnConflict.FAIL;
        return ExitCode.of(report, plan.findings().problems(), untagged, failOnConflict);
    }

    /** Where nothing was pushed: what a sync would end with, as far as that can be told. */
    int plannedExitCode(SyncPlan plan, SyncReport report, Preflight.Result preflight) {
        return preflight.fails() && !plan.images().isEmpty() ? ExitCode.NOT_DELIVERED : exitCode(plan, report);
    }

    /**
     * Connects, plans, looks at the target, and lets the work go on from there with what is not known to be refused.
     *
     * @param pushes whether the work will push: then missing projects are created if they are to be
     */
    int run(Storage opened, Output output, Consumer<ImageResult> results, boolean pushes, Work work) {
        selection.requireStdinFor(connection);
        SyncOptions options = new SyncOptions(
                selection.selection().within(shard.shard(System.getenv())),
                names(),
                compare.policy(),
                connection.jobs());
        CreateProjects creation = projects.creation(pushes);
        SyncProgress progress = new SyncProgress();
        SyncReport report = new SyncReport(results);
        List<String> created = new ArrayList<>();
        try (ProgressDisplay _ = ProgressDisplay.start(output, progress);
                Target target = connection.connect(endpoint(), output)) {
            Sync sync = new Sync(opened, target.connection(), options, progress, report, target.digests());
            SyncPlan plan = sync.plan();
            plan.findings().caveats().copied().ifPresent(times -> output.warn(times.meaning()));
            Demand demand = Demand.of(plan);
            Preflight.Result preflight = demand.isEmpty()
                    ? Preflight.Result.notNeeded()
                    : target.preflight(pushes ? "the same command with --create-projects added" : CREATE_COMMAND)
                            .run(demand, creation, created::add);
            return work.run(sync, sync.refuse(plan, preflight.blocks()), report, preflight);
        } catch (CancellationException e) {
            output.tell("interrupted while planning: nothing was pushed"
                    + (created.isEmpty() ? "" : "; created: " + String.join(", ", created)));
            return ExitCode.INTERRUPTED;
        }
    }
}
