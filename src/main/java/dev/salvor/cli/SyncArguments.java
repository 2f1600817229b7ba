// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.check.Preflight;
import dev.salvor.operation.PlanOperation;
import dev.salvor.outcome.Tally;
import dev.salvor.output.Output;
import dev.salvor.plan.ComparePolicy;
import dev.salvor.plan.Delivery;
import dev.salvor.plan.Plan;
import dev.salvor.registry.endpoint.Endpoint;
import dev.salvor.select.TargetNames;
import dev.salvor.source.ImageSource;
import dev.salvor.source.layout.Pipes;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The arguments that {@code plan} and {@code sync} share. */
public final class SyncArguments {
    /** Where the command at hand creates nothing. */
    static final String CREATE_COMMAND = "salvor sync with the same options and --create-projects";

    @Parameters(index = "0", paramLabel = "STORAGE", description = StorageParameter.DESCRIPTION)
    private Path storage;

    @Parameters(index = "1", paramLabel = "REGISTRY", description = RegistryOptions.DESCRIPTION)
    private String registry;

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private ReferrersOption referrers;

    @Mixin
    private SparseOption sparse;

    @Mixin
    private SourceOptions source;

    @Mixin
    private FirstOptions first;

    @Mixin
    private ShardOption shard;

    @Mixin
    private NameOptions names;

    @Mixin
    private SameStorageOption sameStorage;

    @Mixin
    private CompareOptions compare;

    @Mixin
    private ProjectOptions projects;

    @Mixin
    private RegistryOptions connection;

    @Mixin
    private FormatOption format;

    @Mixin
    private OutputOptions outputOptions;

    Output output() {
        return outputOptions.output();
    }

    FormatOption format() {
        return format;
    }

    String registry() {
        return registry;
    }

    int jobs() {
        return connection.jobs();
    }

    /**
     * Opens the storage and reads what options name: files, stdin.
     *
     * @param pushes whether the work will push: then missing projects are created if they are to be
     */
    PlanOperation.Request request(Output output, boolean pushes) {
        StorageParameter.requireOrder(storage, registry, "salvor plan|sync STORAGE REGISTRY");
        Stdin.requireOne(Stream.of(
                        first.stdinOption().stream(),
                        source.stdinOptions(Optional.of(storage)).stream(),
                        selection.stdinOption().stream(),
                        connection.stdinOption().stream())
                .flatMap(options -> options));
        source.pipes(pushes ? Pipes.Use.PASSED_ON : Pipes.Use.LOOKED_THROUGH);
        source.requireRepository(storage, connection.jobs(), output);
        Endpoint endpoint = names.below(connection.endpoint(registry));
        TargetNames called = names.names(endpoint.prefix());
        Delivery delivery = sameStorage.delivery(called);
        source.requireSent(delivery);
        ImageSource opened = source.open(storage, connection.jobs(), output, first.isGiven());
        return new PlanOperation.Request(
                opened,
                connection.address(endpoint, output),
                selection
                        .selection()
                        .within(shard.shard(System.getenv()))
                        .withReferrers(referrers.wanted())
                        .withSparseChildren(sparse.takesChildren())
                        .beginningWith(first.images(opened, source, output)),
                called,
                compare.policy(),
                projects.creation(pushes),
                pushes ? "the same command with --create-projects added" : CREATE_COMMAND,
                delivery);
    }

    /** @param tally of all images that were selected */
    int exitCode(Plan plan, Tally tally) {
        boolean untagged = plan.findings().lackTags() && !compare.ignoreUntagged();
        boolean failOnConflict = compare.policy().onConflict() == ComparePolicy.OnConflict.FAIL;
        return ExitCode.of(tally, plan.findings().problems(), untagged, failOnConflict);
    }

    /** Where nothing was pushed: what a sync would end with, as far as that can be told. */
    int plannedExitCode(Plan plan, Preflight.Result preflight) {
        return preflight.fails() && !plan.images().isEmpty() ? ExitCode.NOT_DELIVERED : exitCode(plan, plan.settled());
    }
}
