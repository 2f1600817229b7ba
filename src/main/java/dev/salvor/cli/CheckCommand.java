// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.check.CreateProjects;
import dev.salvor.check.Demand;
import dev.salvor.check.ImageFindings;
import dev.salvor.check.Preflight;
import dev.salvor.check.StorageFindings;
import dev.salvor.image.RepositoryName;
import dev.salvor.operation.Sync;
import dev.salvor.outcome.SyncReport;
import dev.salvor.output.CheckView;
import dev.salvor.output.Output;
import dev.salvor.output.ProgressDisplay;
import dev.salvor.plan.ComparePolicy;
import dev.salvor.plan.SyncOptions;
import dev.salvor.plan.SyncPlan;
import dev.salvor.progress.SyncProgress;
import dev.salvor.registry.Endpoint;
import dev.salvor.source.storage.Storage;
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
        Optional<Content> content = Optional.ofNullable(storage).map(this::content);
        SyncProgress progress = new SyncProgress();
        try (Interruption _ = Interruption.ofThisThread();
                ProgressDisplay _ = ProgressDisplay.start(output, progress);
                Target target = connection.connect(endpoint(), output)) {
            Preflight preflight = target.preflight(SyncSetup.CREATE_COMMAND);
            Preflight.Result result = content.isPresent()
                    ? check(content.get(), target, preflight, progress)
                    : preflight.run(place(target.connection().endpoint().prefix()), CreateProjects.never(), _ -> {});
            CheckView view = new CheckView(registry, result.findings());
            output.result(format == SyncSetup.ResultFormat.JSON ? view.json() : view.table());
            return result.fails() ? ExitCode.NOT_DELIVERED : ExitCode.DONE;
        } catch (CancellationException e) {
            output.tell("interrupted");
            return ExitCode.INTERRUPTED;
        }
    }

    /** What would be pushed. The selection is made once: stdin can be read once. */
    private record Content(Storage storage, SyncOptions options) {
        Sync sync(Target target, SyncProgress progress, SyncReport report) {
            return new Sync(storage, target.connection(), options, progress, report);
        }
    }

    private Content content(Path given) {
        StorageParameter.requireOrder(given, registry, "salvor check REGISTRY [STORAGE]");
        ComparePolicy byName = ComparePolicy.of(false, ComparePolicy.OnConflict.SKIP);
        return new Content(
                Storage.open(given, connection.jobs()),
                new SyncOptions(selection.selection(), names.names(endpoint().prefix()), byName, connection.jobs()));
    }

    /**
     * First as if the target had nothing, which takes a few requests. Only where that decides about a quota, what is there already is
     * listed.
     */
    private Preflight.Result check(Content content, Target target, Preflight preflight, SyncProgress progress) {
        SyncReport report = new SyncReport(_ -> {});
        SyncPlan all = content.sync(target, progress, report).estimate(_ -> false);
        return preflight
                .run(
                        Demand.of(all),
                        projects -> Demand.of(content.sync(target, progress, new SyncReport(_ -> {}))
                                .estimate(repository -> projects.contains(repository.project()))))
                .with(StorageFindings.of(all.findings(), untagged.ignoreUntagged()))
                .with(ImageFindings.of(report));
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
