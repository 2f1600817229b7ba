// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.check.CreateProjects;
import dev.salvor.check.Demand;
import dev.salvor.check.Preflight;
import dev.salvor.check.StorageFindings;
import dev.salvor.image.RepositoryName;
import dev.salvor.output.CheckView;
import dev.salvor.output.ImageFindings;
import dev.salvor.output.Output;
import dev.salvor.output.ProgressDisplay;
import dev.salvor.registry.endpoint.Endpoint;
import dev.salvor.source.storage.Storage;
import dev.salvor.sync.ComparePolicy;
import dev.salvor.sync.Sync;
import dev.salvor.sync.SyncOptions;
import dev.salvor.sync.SyncPlan;
import dev.salvor.sync.SyncProgress;
import dev.salvor.sync.SyncReport;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks beforehand. */
@Command(
        name = "check",
        description = "Tell what would go wrong on a registry before anything is sent: login, projects, names, rights,"
                + " quotas. Changes nothing. plan and sync check the same.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  salvor check harbor.example.com                    is it Harbor, is the login right",
            "  salvor check harbor.example.com /storage           would it take all of this storage",
            "  salvor check harbor.example.com/rescue             may I push to project rescue",
            "  salvor check harbor.example.com /storage -o json | jq '.findings[] | select(.severity == \"fail\")'",
            "",
            "Exit codes: 0 nothing is wrong, 2 wrong usage or no storage, 3 registry unusable, 4 something is wrong."
        })
public final class CheckCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "REGISTRY", description = RegistryOptions.DESCRIPTION)
    private String registry;

    @Parameters(index = "1", arity = "0..1", paramLabel = "STORAGE", description = StorageParameter.DESCRIPTION)
    private Path storage;

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private NameOptions names;

    @Mixin
    private UntaggedOption untagged;

    @Mixin
    private RegistryOptions connection;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json",
            defaultValue = "table",
            description = "Form of the result on stdout (default: ${DEFAULT-VALUE}).")
    private SyncSetup.ResultFormat format;

    @Mixin
    private OutputOptions outputOptions;

    @Override
    public Integer call() {
        Output output = outputOptions.output();
        selection.requireStdinFor(connection);
        Optional<Storage> opened = Optional.ofNullable(storage).map(this::open);
        SyncProgress progress = new SyncProgress();
        try (Interruption _ = Interruption.ofThisThread();
                ProgressDisplay _ = ProgressDisplay.start(output, progress);
                Target target = connection.connect(endpoint(), output)) {
            Preflight preflight = target.preflight(SyncSetup.CREATE_COMMAND);
            Preflight.Result result = opened.isPresent()
                    ? check(opened.get(), target, preflight, progress)
                    : preflight.run(place(target.connection().endpoint().prefix()), CreateProjects.never(), _ -> {});
            CheckView view = new CheckView(registry, result.findings());
            output.result(format == SyncSetup.ResultFormat.JSON ? view.json() : view.table());
            return result.fails() ? ExitCode.NOT_DELIVERED : ExitCode.DONE;
        } catch (CancellationException e) {
            output.tell("interrupted");
            return ExitCode.INTERRUPTED;
        }
    }

    private Storage open(Path given) {
        StorageParameter.requireOrder(given, registry, "salvor check REGISTRY [STORAGE]");
        return Storage.open(given);
    }

    /**
     * First as if the target had nothing, which takes a few requests. Only where that decides about a quota, what is there already is
     * listed.
     */
    private Preflight.Result check(Storage opened, Target target, Preflight preflight, SyncProgress progress) {
        SyncReport report = new SyncReport(_ -> {});
        SyncPlan all = sync(opened, target, progress, report).estimate(_ -> false);
        return preflight
                .run(
                        Demand.of(all),
                        projects -> Demand.of(sync(opened, target, progress, new SyncReport(_ -> {}))
                                .estimate(repository -> projects.contains(repository.project()))))
                .with(StorageFindings.of(all.findings(), untagged.ignoreUntagged()))
                .with(ImageFindings.of(report));
    }

    private Sync sync(Storage opened, Target target, SyncProgress progress, SyncReport report) {
        ComparePolicy byName = ComparePolicy.of(false, ComparePolicy.OnConflict.SKIP);
        SyncOptions options =
                new SyncOptions(selection.selection(), names.names(endpoint().prefix()), byName, connection.jobs());
        return new Sync(opened, target.connection(), options, progress, report);
    }

    private Endpoint endpoint() {
        return names.below(connection.endpoint(registry));
    }

    /** The project that a prefix names is asked for even if nobody knows yet what is to go there. */
    private static Demand place(String prefix) {
        return prefix.isEmpty()
                ? Demand.nothing()
                : Demand.of(new RepositoryName(prefix.indexOf('/') < 0 ? prefix + "/salvor" : prefix));
    }
}
