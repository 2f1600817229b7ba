// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.check.Preflight;
import dev.salvor.outcome.SyncReport;
import dev.salvor.output.Output;
import dev.salvor.output.PlanView;
import dev.salvor.plan.SyncPlan;
import dev.salvor.source.storage.Storage;
import java.util.concurrent.Callable;
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
    private SyncSetup setup;

    @Option(names = "--exit-code", description = "Exit with 10 if there is something to push.")
    private boolean exitCode;

    @Override
    public Integer call() {
        Storage storage = setup.storage();
        Output output = setup.output();
        try (Interruption _ = Interruption.ofThisThread()) {
            return setup.run(
                    storage,
                    output,
                    _ -> {},
                    false,
                    (_, plan, report, preflight) -> show(output, plan, report, preflight));
        }
    }

    private int show(Output output, SyncPlan plan, SyncReport report, Preflight.Result preflight) {
        PlanView view = new PlanView(setup.registry(), plan, report, preflight.findings());
        output.result(setup.isJson() ? view.json() : view.table());
        int code = setup.plannedExitCode(plan, report, preflight);
        return code == ExitCode.DONE && exitCode && !plan.images().isEmpty() ? ExitCode.WORK_FOUND : code;
    }
}
