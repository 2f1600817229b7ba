// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.export.Layout;
import dev.salvor.export.LinkMode;
import dev.salvor.operation.ExportOperation;
import dev.salvor.operation.PlanOperation;
import dev.salvor.outcome.Tally;
import dev.salvor.output.ExportPlace;
import dev.salvor.output.ExportView;
import dev.salvor.output.LinkedDisks;
import dev.salvor.output.Output;
import dev.salvor.output.PlanView;
import dev.salvor.output.ProgressDisplay;
import dev.salvor.output.ReportFile;
import dev.salvor.plan.ComparePolicy;
import dev.salvor.plan.Plan;
import dev.salvor.progress.SyncProgress;
import dev.salvor.select.TargetNames;
import dev.salvor.source.ImageSource;
import dev.salvor.source.layout.Pipes;
import dev.salvor.source.storage.Storage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Carries images out as files. */
@Command(
        name = "export",
        description = "Write images into files that skopeo and other tools read. Run it again to catch up.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  salvor export /storage /mnt/disk/carried",
            "  salvor export /storage /mnt/disk/carried --include 'devops/**' --newest 3",
            "  salvor export /storage /storage/carried --link hard          beside the registry's files: no blob is copied",
            "  salvor export /storage /mnt/disk/carried --layout oci --per repository",
            "  salvor export /storage --layout oci --archive /mnt/disk/carried.tar",
            "  salvor export /storage --layout oci --archive - | ssh host 'cat > carried.tar'",
            "  salvor export /storage /mnt/disk/carried --without have.txt  what salvor tags printed on the other side",
            "  salvor export /storage /mnt/disk/carried --dry-run           what would be written",
            "",
            "Then: skopeo sync --src dir --dest docker /mnt/disk/carried/devops harbor.example.com/devops",
            "",
            "Exit codes: 0 done, 2 wrong usage or no storage, 3 the registry of --for is unusable, 4 not all written",
            "(the files' side), 5 the storage is damaged in part, 6 conflicts with --on-conflict fail, 130 interrupted."
        })
public final class ExportCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "STORAGE", description = StorageParameter.DESCRIPTION)
    private Path storage;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DIR",
            description = "Directory to export to: new, empty, or exported to before; none with --archive.")
    private Path directory;

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private ReferrersOption referrers;

    @Mixin
    private SparseOption sparse;

    @Mixin
    private SourceOptions source;

    @Mixin
    private NameOptions names;

    @Mixin
    private ExportOptions options;

    @Mixin
    private IgnoreUntaggedOption untagged;

    @Option(names = "--dry-run", description = "Show what would be written, and write nothing.")
    private boolean dryRun;

    @Mixin
    private CarryOptions carry;

    @Mixin
    private RegistryOptions connection;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write what became of every image, one JSON object a line, as it goes.")
    private Path reportFile;

    @Mixin
    private FormatOption format;

    @Mixin
    private OutputOptions outputOptions;

    @Override
    public Integer call() {
        long start = System.nanoTime();
        Output output = outputOptions.output();
        options.requireConsistent(Optional.ofNullable(directory));
        Stdin.requireOne(Stream.of(
                        source.stdinOptions(Optional.of(storage)).stream(),
                        selection.stdinOption().stream(),
                        connection.stdinOption().stream())
                .flatMap(its -> its));
        source.pipes(Pipes.Use.NONE);
        source.requireRepository(storage, connection.jobs(), output);
        ImageSource opened = source.open(storage, connection.jobs(), output);
        ExportOperation.Request request = new ExportOperation.Request(
                opened,
                selection.selection().withReferrers(referrers.wanted()).withSparseChildren(sparse.takesChildren()),
                called(),
                options.onConflict(),
                connection.jobs(),
                carry.elsewhere(registry -> connection.address(names.below(connection.endpoint(registry)), output)));
        ExportPlace.Allowed place = place(opened);
        try (Interruption interruption = Interruption.ofThisThread();
                ReportFile report =
                        ReportFile.open(Optional.ofNullable(reportFile), opened.root(), opened.tags()::origin)) {
            int code = dryRun
                    ? plan(output, request, place.path(), report)
                    : export(output, request, place, report, interruption, start);
            return interruption.happened() ? ExitCode.INTERRUPTED : code;
        } catch (CancellationException e) {
            output.tell(e.getMessage());
            return ExitCode.INTERRUPTED;
        }
    }

    /** As the registry that they are for will have them. */
    private TargetNames called() {
        return carry.registry()
                .map(registry ->
                        names.names(names.below(connection.endpoint(registry)).prefix()))
                .orElseGet(names::names);
    }

    /** What is written to stdout goes nowhere on disk. */
    private ExportPlace.Allowed place(ImageSource opened) {
        if (options.isPiped()) {
            return new ExportPlace.Allowed(Path.of("-"), false);
        }
        ExportPlace place = new ExportPlace(
                options.archiveFile().orElse(directory),
                Storage.untouchable(opened.root()),
                Storage.volume(opened.root()),
                LinkedDisks.of(opened.root()));
        return options.isArchive() ? place.file() : place.directory(options.link() == LinkMode.HARD);
    }

    /** As it was typed. */
    private String target() {
        return options.isArchive() ? options.archiveFile().map(Path::toString).orElse("stdout") : directory.toString();
    }

    private int plan(Output output, ExportOperation.Request request, Path place, ReportFile report) {
        SyncProgress progress = new SyncProgress();
        PlanOperation.Result planned;
        try (ProgressDisplay _ = ProgressDisplay.start(output, progress)) {
            planned = new ExportOperation(request, progress, new OutputListener(output, report))
                    .planned(options.look(place));
        }
        PlanView view = new PlanView(target(), planned, request.source().tags()::origin);
        format.print(output, view::table, view::json);
        return exitCode(planned.plan(), planned.plan().settled());
    }

    private int export(
            Output output,
            ExportOperation.Request request,
            ExportPlace.Allowed place,
            ReportFile report,
            Interruption interruption,
            long start) {
        if (place.onVolume()) {
            output.warn("this writes to the volume of the storage: " + place.path());
        }
        SyncProgress progress = new SyncProgress();
        ExportOperation.Result result;
        try (Layout layout = options.open(place.path(), output::warn);
                ProgressDisplay _ = ProgressDisplay.start(output, progress)) {
            result = new ExportOperation(request, progress, new OutputListener(output, report)).run(layout);
        }
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        ExportView view = new ExportView(
                target(), carry.holders(target()), options.layout(), result, time, interruption.happened());
        report.finish(view.summary());
        if (options.isPiped()) {
            format.tell(output, view::table, view::json);
        } else {
            format.print(output, view::table, view::json);
        }
        if (result.bug().isPresent()) {
            throw new Bug(result.bug().get());
        }
        return exitCode(result.plan(), result.tally());
    }

    private int exitCode(Plan plan, Tally tally) {
        return ExitCode.of(
                tally,
                plan.findings().problems(),
                plan.findings().lackTags() && !untagged.ignoreUntagged(),
                options.onConflict() == ComparePolicy.OnConflict.FAIL);
    }
}
