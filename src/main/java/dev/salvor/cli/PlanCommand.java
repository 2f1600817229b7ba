// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.operation.PlanOperation;
import dev.salvor.output.Output;
import dev.salvor.output.PlanView;
import dev.salvor.output.ProgressDisplay;
import dev.salvor.progress.SyncProgress;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what a sync would do. */
@Command(
        name = "plan",
        description = "Show what a sync would do. Sends nothing that changes the registry.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  salvor plan /storage harbor.example.com",
            "  salvor plan /storage harbor.example.com --compare digest        find tags that moved",
            "  salvor plan /storage harbor.example.com --exit-code && echo in sync",
            "  salvor plan /storage harbor.example.com -o json | jq .need.uniqueBytes"
        })
public final class PlanCommand implements Callable<Integer> {
    @Mixin
    private SyncArguments arguments;

    @Option(names = "--exit-code", description = "Exit with 10 if there is something to push.")
    private boolean exitCode;

    @Override
    public Integer call() {
        Output output = arguments.output();
        PlanOperation.Request request = arguments.request(output, false);
        SyncProgress progress = new SyncProgress();
        try (Interruption _ = Interruption.ofThisThread()) {
            PlanOperation.Result result;
            try (ProgressDisplay _ = ProgressDisplay.start(output, progress)) {
                result = new PlanOperation(request, progress, new OutputListener(output)).run();
            }
            PlanView view =
                    new PlanView(arguments.registry(), result, request.source().tags()::origin);
            arguments.format().print(output, view::table, view::json);
            int code = arguments.plannedExitCode(result.plan(), result.preflight());
            boolean workFound = exitCode && !result.plan().images().isEmpty();
            return code == ExitCode.DONE && workFound ? ExitCode.WORK_FOUND : code;
        } catch (CancellationException e) {
            output.tell(e.getMessage());
            return ExitCode.INTERRUPTED;
        }
    }
}
