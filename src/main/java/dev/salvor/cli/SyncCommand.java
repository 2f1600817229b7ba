// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.check.Preflight;
import dev.salvor.operation.Sync;
import dev.salvor.outcome.SyncReport;
import dev.salvor.output.FindingText;
import dev.salvor.output.Output;
import dev.salvor.output.PlanView;
import dev.salvor.output.ReportFile;
import dev.salvor.output.SyncView;
import dev.salvor.plan.SyncPlan;
import dev.salvor.push.Verification;
import dev.salvor.source.storage.Storage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
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
    private SyncSetup setup;

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
        Storage storage = setup.storage();
        Output output = setup.output();
        long start = System.nanoTime();
        try (Interruption interruption = Interruption.ofThisThread();
                ReportFile report = ReportFile.open(Optional.ofNullable(reportFile), storage.root(), setup.names())) {
            return setup.run(storage, output, report, !dryRun, (sync, plan, counts, preflight) -> {
                report.problems(plan.findings().problems());
                int code;
                if (dryRun) {
                    show(output, plan, counts, preflight);
                    code = setup.plannedExitCode(plan, counts, preflight);
                } else {
                    FindingText.troubles(preflight.findings()).lines().forEach(output::tell);
                    push(output, sync, plan, counts, preflight, interruption, start, report);
                    code = setup.exitCode(plan, counts);
                }
                return interruption.happened() ? ExitCode.INTERRUPTED : code;
            });
        }
    }

    private void show(Output output, SyncPlan plan, SyncReport counts, Preflight.Result preflight) {
        PlanView view = new PlanView(setup.registry(), plan, counts, preflight.findings());
        output.result(setup.isJson() ? view.json() : view.table());
    }

    private void push(
            Output output,
            Sync sync,
            SyncPlan plan,
            SyncReport counts,
            Preflight.Result preflight,
            Interruption interruption,
            long start,
            ReportFile report) {
        if (verification == Verification.BYTES) {
            output.tell("--verify-push=bytes reads everything back: in Harbor that counts as a pull of each image");
        }
        sync.push(plan, verification);
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        SyncView view =
                new SyncView(setup.registry(), plan, counts, preflight.findings(), time, interruption.happened());
        report.finish(view.summary());
        output.result(setup.isJson() ? view.json() : view.table());
    }
}
