// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import dev.salvor.Failure;
import dev.salvor.check.Finding;
import dev.salvor.check.Preflight;
import dev.salvor.outcome.BlobCounts;
import dev.salvor.outcome.Ledger;
import dev.salvor.outcome.Tallier;
import dev.salvor.outcome.Tally;
import dev.salvor.plan.Delivery;
import dev.salvor.plan.Plan;
import dev.salvor.progress.SyncProgress;
import dev.salvor.push.Push;
import dev.salvor.push.Verification;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** The main job: plans, and pushes what is missing. */
public final class SyncOperation {
    private final PlanOperation.Request request;
    private final int jobs;
    private final Verification verification;
    private final SyncProgress progress;
    private final Listener listener;

    /**
     * What came out.
     *
     * @param tally of all images that were selected
     * @param findings of the preflight
     * @param bug what salvor itself stumbled over while it pushed; all of the above is true all the same
     */
    public record Result(
            Plan plan,
            Tally tally,
            BlobCounts.Snapshot blobs,
            List<Finding> findings,
            Optional<Throwable> bug,
            Delivery delivery) {}

    /**
     * @param jobs requests in flight, at most
     * @param verification what to ask of the target after each image
     */
    public SyncOperation(
            PlanOperation.Request request,
            int jobs,
            Verification verification,
            SyncProgress progress,
            Listener listener) {
        this.request = request;
        this.jobs = jobs;
        this.verification = verification;
        this.progress = progress;
        this.listener = listener;
    }

    /**
     * Returns when each selected image has its outcome. An interruption of this thread while it pushes ends that within moments; the
     * rest is not tried then.
     *
     * @throws Failure if the source is empty, or the target cannot be used
     * @throws CancellationException if this thread is interrupted before anything is pushed
     */
    public Result run() {
        return new PlanOperation(request, progress, listener)
                .run((target, planned) -> push(target, planned.plan(), planned.preflight()));
    }

    private Result push(Target target, Plan plan, Preflight.Result preflight) {
        listener.findings(preflight.findings());
        progress.enter(SyncProgress.Phase.PUSH);
        progress.expect(plan.images().size(), expectedBytes(plan));
        Tallier tallier = new Tallier();
        BlobCounts blobs = new BlobCounts();
        Ledger ledger = new Ledger();
        plan.images().forEach(image -> ledger.open(image.name()));
        Optional<Throwable> bug = Optional.empty();
        try {
            new Push(
                            request.source(),
                            target.connection(),
                            plan,
                            jobs,
                            request.policy().onConflict(),
                            request.delivery(),
                            progress::bytes)
                    .push(verification, blobs, result -> {
                        ledger.close(result.name());
                        tallier.accept(result);
                        listener.outcome(result);
                        progress.imageDone();
                    });
            ledger.requireAllClosed();
        } catch (RuntimeException | Error e) {
            // told after the report: what was done is true, and the user must see it
            bug = Optional.of(e);
        }
        return new Result(
                plan,
                plan.settled().plus(tallier.tally()),
                blobs.snapshot(),
                preflight.findings(),
                bug,
                request.delivery());
    }

    private long expectedBytes(Plan plan) {
        return switch (request.delivery()) {
            case SENT -> plan.need().uniqueBytes();
            case IN_PLACE -> 0;
        };
    }
}
