// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.check.Preflight;
import dev.salvor.export.DirLayout;
import dev.salvor.export.Layout;
import dev.salvor.export.LinkMode;
import dev.salvor.operation.ExportOperation;
import dev.salvor.operation.PlanOperation;
import dev.salvor.outcome.Tally;
import dev.salvor.output.ExportPlace;
import dev.salvor.output.ExportView;
import dev.salvor.output.Output;
import dev.salvor.output.PlanView;
import dev.salvor.output.ProgressDisplay;
import dev.salvor.output.ReportFile;
import dev.salvor.plan.ComparePolicy;
import dev.salvor.plan.Delivery;
import dev.salvor.plan.Plan;
import dev.salvor.progress.SyncProgress;
import dev.salvor.source.ImageSource;
import dev.salvor.source.storage.Storage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
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
            "  salvor export /storage /mnt/disk/carried --dry-run           what would be written",
            "",
            "Then: skopeo sync --src dir --dest docker /mnt/disk/carried/devops harbor.example.com/devops",
            "",
            "Exit codes: 0 done, 2 wrong usage or no storage, 4 not all written (the files' side), 5 the storage is",
            "damaged in part, 6 conflicts with --on-conflict fail, 130 interrupted."
        })
public final class ExportCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "STORAGE", description = StorageParameter.DESCRIPTION)
    private Path storage;

    @Parameters(
            index = "1",
            paramLabel = "DIR",
            description = "Directory to export to: new, empty, or exported to before.")
    private Path directory;

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private ReferrersOption referrers;

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
    private JobsOption jobs;

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
        source.requireRepository(storage, jobs.count(), output);
        Stdin.requireOne(Stream.concat(source.stdinOptions().stream(), selection.stdinOption().stream()));
        ImageSource opened = source.open(storage, jobs.count(), output);
        ExportOperation.Request request = new ExportOperation.Request(
                opened,
                selection.selection().withReferrers(referrers.wanted()),
                names.names(),
                options.onConflict(),
                jobs.count());
        ExportPlace.Allowed place = new ExportPlace(
                        directory, Storage.untouchable(opened.root()), Storage.volume(opened.root()))
                .directory(options.link() == LinkMode.HARD);
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

    private int plan(Output output, ExportOperation.Request request, Path place, ReportFile report) {
        SyncProgress progress = new SyncProgress();
        Plan plan;
        try (ProgressDisplay _ = ProgressDisplay.start(output, progress)) {
            plan = new ExportOperation(request, progress, new OutputListener(output, report))
                    .plan(DirLayout.look(place, request.onConflict()));
        }
        PlanView view = new PlanView(
                directory.toString(),
                new PlanOperation.Result(plan, Preflight.Result.notNeeded(), Delivery.SENT),
                request.source().tags()::origin);
        format.print(output, view::table, view::json);
        return exitCode(plan, plan.settled());
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
        try (Layout layout = DirLayout.open(place.path(), options.link(), output::warn);
                ProgressDisplay _ = ProgressDisplay.start(output, progress)) {
            result = new ExportOperation(request, progress, new OutputListener(output, report)).run(layout);
        }
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        ExportView view = new ExportView(
                directory.toString(),
                options.form().name().toLowerCase(Locale.ROOT),
                result,
                time,
                interruption.happened());
        report.finish(view.summary());
        format.print(output, view::table, view::json);
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
