// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.output.Output;
import dev.salvor.output.ProgressDisplay;
import dev.salvor.registry.RegistryConnection;
import dev.salvor.source.storage.Storage;
import dev.salvor.sync.ComparePolicy;
import dev.salvor.sync.ImageResult;
import dev.salvor.sync.Sync;
import dev.salvor.sync.SyncOptions;
import dev.salvor.sync.SyncPlan;
import dev.salvor.sync.SyncProgress;
import dev.salvor.sync.SyncReport;
import dev.salvor.sync.TagDigests;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code plan} and {@code sync} share: the same arguments, the same code up to the first mutating request. */
public final class SyncSetup {
    @Parameters(index = "0", paramLabel = "STORAGE", description = StorageParameter.DESCRIPTION)
    private Path storage;

    @Parameters(index = "1", paramLabel = "REGISTRY", description = RegistryOptions.DESCRIPTION)
    private String registry;

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private ShardOption shard;

    @Mixin
    private CompareOptions compare;

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
        int run(Sync sync, SyncPlan plan, SyncReport report);
    }

    Output output() {
        return outputOptions.output();
    }

    boolean isJson() {
        return format == ResultFormat.JSON;
    }

    Storage storage() {
        return Storage.open(storage);
    }

    String registry() {
        return registry;
    }

    int exitCode(SyncPlan plan, SyncReport report) {
        boolean untagged = !plan.findings().untagged().isEmpty() && !compare.ignoreUntagged();
        boolean failOnConflict = compare.policy().onConflict() == ComparePolicy.OnConflict.FAIL;
        return ExitCode.of(report, plan.findings().problems(), untagged, failOnConflict);
    }

    /** Connects, plans, and lets the work go on from there. */
    int run(Storage opened, Output output, Consumer<ImageResult> results, Work work) {
        if (selection.readsStdin() && connection.readsStdin()) {
            throw new Usage(
                    "--images - and --password-stdin both read stdin", "Use --password-file, or a file for --images.");
        }
        SyncOptions options = new SyncOptions(
                selection.selection().within(shard.shard(System.getenv())), compare.policy(), connection.jobs());
        SyncProgress progress = new SyncProgress();
        SyncReport report = new SyncReport(results);
        try (ProgressDisplay _ = ProgressDisplay.start(output, progress);
                RegistryConnection target = connection.connect(registry, output)) {
            TagDigests digests = connection
                    .harbor()
                    .map(harbor -> TagDigests.of(harbor.content()))
                    .orElse(TagDigests.NONE);
            Sync sync = new Sync(opened, target, options, progress, report, digests);
            return work.run(sync, sync.plan(), report);
        } catch (CancellationException e) {
            output.tell("interrupted while planning: nothing was sent");
            return ExitCode.INTERRUPTED;
        }
    }
}
