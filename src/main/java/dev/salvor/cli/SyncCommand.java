// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.operation.PlanOperation;
import dev.salvor.operation.SyncOperation;
import dev.salvor.output.Output;
import dev.salvor.output.PlanView;
import dev.salvor.output.ProgressDisplay;
import dev.salvor.output.ReportFile;
import dev.salvor.output.SyncView;
import dev.salvor.progress.SyncProgress;
import dev.salvor.push.Verification;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The main job. */
@Command(
        name = "sync",
        description = "Push what is missing on the registry, straight from disk. Run it again to catch up.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  salvor sync /storage harbor.example.com",
            "  salvor sync /storage harbor.example.com/rescue                  every repository below project rescue",
            "  salvor sync /storage harbor.example.com --project library --map '^old/=new/'",
            "  salvor sync /storage harbor.example.com --include 'devops/**' --exclude '**:*-SNAPSHOT' --newest 3",
            "  salvor sync /storage harbor.example.com --dry-run",
            "  salvor sync /storage harbor.example.com --username 'robot$rescue' --password-stdin < secret",
            "  salvor scan /storage -o names | grep v2 | salvor sync /storage harbor.example.com --images -",
            "",
            "Exit codes: 0 done, 2 wrong usage or no storage, 3 registry unusable, 4 not all delivered (the registry's",
            "side), 5 the storage is damaged in part, 6 conflicts with --on-conflict fail, 130 interrupted."
        })
public final class SyncCommand implements Callable<Integer> {
    @Mixin
    private SyncArguments arguments;

    @Option(names = "--dry-run", description = "Show the plan and stop before the first request that changes anything.")
    private boolean dryRun;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write what became of every image, one JSON object a line, as it goes.")
    private Path reportFile;

    @Option(
            names = "--verify-push",
            paramLabel = "head|bytes",
            arity = "0..1",
            fallbackValue = "head",
            preprocessor = AttachedValue.class,
            description =
                    "After each image, ask for every manifest and blob whether it is there in its size; with =bytes read"
                            + " them all back, which counts as a pull in Harbor.")
    private Verification verification = Verification.NONE;

    @Override
    public Integer call() {
        long start = System.nanoTime();
        Output output = arguments.output();
        PlanOperation.Request request = arguments.request(output, !dryRun);
        try (Interruption interruption = Interruption.ofThisThread();
                ReportFile report = ReportFile.open(
                        Optional.ofNullable(reportFile),
                        request.source().root(),
                        request.source().tags()::origin)) {
            int code = dryRun ? plan(output, request, report) : sync(output, request, report, interruption, start);
            return interruption.happened() ? ExitCode.INTERRUPTED : code;
        } catch (CancellationException e) {
            output.tell(e.getMessage());
            return ExitCode.INTERRUPTED;
        }
    }

    private int plan(Output output, PlanOperation.Request request, ReportFile report) {
        SyncProgress progress = new SyncProgress();
        PlanOperation.Result result;
        try (ProgressDisplay _ = ProgressDisplay.start(output, progress)) {
            result = new PlanOperation(request, progress, new OutputListener(output, report)).run();
        }
        PlanView view =
                new PlanView(arguments.registry(), result, request.source().tags()::origin);
        arguments.format().print(output, view::table, view::json);
        return arguments.plannedExitCode(result.plan(), result.preflight());
    }

    private int sync(
            Output output, PlanOperation.Request request, ReportFile report, Interruption interruption, long start) {
        if (verification == Verification.BYTES) {
            output.tell("--verify-push=bytes reads everything back: in Harbor that counts as a pull of each image");
        }
        SyncProgress progress = new SyncProgress();
        SyncOperation.Result result;
        try (ProgressDisplay _ = ProgressDisplay.start(output, progress)) {
            result = new SyncOperation(
                            request, arguments.jobs(), verification, progress, new OutputListener(output, report))
                    .run();
        }
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        SyncView view = new SyncView(arguments.registry(), result, time, interruption.happened());
        report.finish(view.summary());
        arguments.format().print(output, view::table, view::json);
        if (result.bug().isPresent()) {
            throw new Bug(result.bug().get());
        }
        return arguments.exitCode(result.plan(), result.tally());
    }
}
