// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import dev.salvor.Failure;
import dev.salvor.check.CreateProjects;
import dev.salvor.check.Demand;
import dev.salvor.check.Preflight;
import dev.salvor.check.StorageFindings;
import dev.salvor.image.RepositoryName;
import dev.salvor.outcome.Tally;
import dev.salvor.plan.ComparePolicy;
import dev.salvor.plan.Plan;
import dev.salvor.plan.Planner;
import dev.salvor.plan.TargetView;
import dev.salvor.progress.SyncProgress;
import dev.salvor.select.Selection;
import dev.salvor.select.TargetNames;
import dev.salvor.source.ImageSource;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Asks beforehand what would go wrong. Changes nothing. */
public final class CheckOperation {
    private final Target.Connector connector;
    private final Optional<Content> content;
    private final String createCommand;
    private final SyncProgress progress;
    private final Listener listener;

    /**
     * What would be pushed.
     *
     * @param untaggedIsKnown whether repositories without tags are no news
     */
    public record Content(ImageSource source, Selection selection, TargetNames names, boolean untaggedIsKnown) {}

    /**
     * What came out.
     *
     * @param faults what the source says against images, before the target is asked for them
     */
    public record Result(Preflight.Result preflight, Tally faults) {}

    /**
     * @param content empty to look at the target alone
     * @param createCommand what the user would type to have projects created, in words
     */
    public CheckOperation(
            Target.Connector connector,
            Optional<Content> content,
            String createCommand,
            SyncProgress progress,
            Listener listener) {
        this.connector = connector;
        this.content = content;
        this.createCommand = createCommand;
        this.progress = progress;
        this.listener = listener;
    }

    /**
     * @throws Failure if the source is empty, or the target cannot be used
     * @throws CancellationException if this thread is interrupted; it stays interrupted
     */
    public Result run() {
        try (Target target = connector.connect(listener)) {
            Preflight preflight = target.preflight(createCommand);
            return content.map(its -> check(its, target, preflight))
                    .orElseGet(() -> new Result(
                            preflight.run(
                                    place(target.connection().endpoint().prefix()), CreateProjects.never(), _ -> {}),
                            Tally.none()));
        }
    }

    /**
     * First as if the target had nothing, which takes no request. Only where that decides about a quota, what is there already is
     * listed.
     */
    private Result check(Content its, Target target, Preflight preflight) {
        Plan all = plan(its, TargetView.NOTHING);
        all.findings().caveats().mistyped().forEach(listener::warn);
        TargetView view = target.view(ComparePolicy.of(false, ComparePolicy.OnConflict.SKIP));
        Preflight.Result result = preflight
                .run(
                        Demand.of(all),
                        projects ->
                                Demand.of(plan(its, view.only(repository -> projects.contains(repository.project())))))
                .with(StorageFindings.of(all.findings(), its.untaggedIsKnown()));
        return new Result(result, all.settled());
    }

    private Plan plan(Content its, TargetView view) {
        return new Planner(its.source(), its.selection(), its.names(), view, progress, _ -> {}).plan();
    }

    /** The project that a prefix names is asked for even if nobody knows yet what is to go there. */
    private static Demand place(String prefix) {
        return prefix.isEmpty()
                ? Demand.nothing()
                : Demand.of(new RepositoryName(prefix.indexOf('/') < 0 ? prefix + "/salvor" : prefix));
    }
}
