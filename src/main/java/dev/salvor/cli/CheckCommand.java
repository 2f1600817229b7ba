// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.check.Preflight;
import dev.salvor.operation.CheckOperation;
import dev.salvor.output.CheckView;
import dev.salvor.output.ImageFindings;
import dev.salvor.output.Output;
import dev.salvor.output.ProgressDisplay;
import dev.salvor.progress.SyncProgress;
import dev.salvor.registry.endpoint.Endpoint;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            "Exit codes: 0 nothing is wrong, 2 wrong usage or no storage, 3 registry unusable, 4 something is wrong,",
            "5 only a list of --tags-from is."
        })
public final class CheckCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "REGISTRY", description = RegistryOptions.DESCRIPTION)
    private String registry;

    @Parameters(index = "1", arity = "0..1", paramLabel = "STORAGE", description = StorageParameter.DESCRIPTION)
    private Path storage;

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private SourceOptions source;

    @Mixin
    private NameOptions names;

    @Mixin
    private IgnoreUntaggedOption untagged;

    @Mixin
    private RegistryOptions connection;

    @Mixin
    private FormatOption format;

    @Mixin
    private OutputOptions outputOptions;

    @Override
    public Integer call() {
        Output output = outputOptions.output();
        Stdin.requireOne(Stream.of(
                        source.stdinOptions(Optional.ofNullable(storage)).stream(),
                        selection.stdinOption().stream(),
                        connection.stdinOption().stream())
                .flatMap(options -> options));
        source.requireStorage(Optional.ofNullable(storage));
        if (storage != null) {
            StorageParameter.requireOrder(storage, registry, "salvor check REGISTRY [STORAGE]");
            source.requireRepository(storage, connection.jobs(), output);
        }
        Endpoint endpoint = names.below(connection.endpoint(registry));
        Optional<CheckOperation.Content> content =
                Optional.ofNullable(storage).map(given -> content(given, endpoint, output));
        SyncProgress progress = new SyncProgress();
        try (Interruption _ = Interruption.ofThisThread()) {
            CheckOperation.Result result;
            try (ProgressDisplay _ = ProgressDisplay.start(output, progress)) {
                result = new CheckOperation(
                                connection.address(endpoint, output),
                                content,
                                SyncArguments.CREATE_COMMAND,
                                progress,
                                new OutputListener(output))
                        .run();
            }
            Preflight.Result all = result.preflight().with(ImageFindings.of(result.faults()));
            CheckView view = new CheckView(registry, all.findings());
            format.print(output, view::table, view::json);
            if (all.failsByLists()) {
                return ExitCode.SOURCE_DAMAGED;
            }
            return all.fails() ? ExitCode.NOT_DELIVERED : ExitCode.DONE;
        } catch (CancellationException e) {
            output.tell("interrupted");
            return ExitCode.INTERRUPTED;
        }
    }

    private CheckOperation.Content content(Path given, Endpoint endpoint, Output output) {
        return new CheckOperation.Content(
                source.open(given, connection.jobs(), output),
                selection.selection(),
                names.names(endpoint.prefix()),
                untagged.ignoreUntagged());
    }
}
