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
import dev.salvor.resolve.HealedImages;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.source.PassingBlobs;
import java.time.Duration;
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
     * @param healed what arrived with parts from spares
     * @param bug what salvor itself stumbled over while it pushed; all of the above is true all the same
     */
    public record Result(
            Plan plan,
            Tally tally,
            BlobCounts.Snapshot blobs,
            List<Finding> findings,
            Optional<Throwable> bug,
            Delivery delivery,
            Optional<FirstPart.Summary> first,
            HealedImages healed) {
        /** Where nothing goes before the rest. */
        public Result(
                Plan plan,
                Tally tally,
                BlobCounts.Snapshot blobs,
                List<Finding> findings,
                Optional<Throwable> bug,
                Delivery delivery) {
            this(plan, tally, blobs, findings, bug, delivery, Optional.empty(), HealedImages.none());
        }
    }

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
        long start = System.nanoTime();
        return new PlanOperation(request, progress, listener).run((target, planned) -> push(target, planned, start));
    }

    private Result push(Target target, PlanOperation.Result planned, long start) {
        Plan plan = planned.plan();
        Preflight.Result preflight = planned.preflight();
        Optional<FirstPart> first = planned.first();
        List<ResolvedImage> before = first.map(part -> part.of(plan.images())).orElse(List.of());
        Runnable firstDone = () -> first.ifPresent(part -> part.end(Duration.ofNanos(System.nanoTime() - start)));
        if (!before.isEmpty()) {
            listener.tell(before.size() + (before.size() == 1 ? " image goes" : " images go") + " before all others");
        } else {
            firstDone.run();
        }
        listener.findings(preflight.findings());
        progress.enter(SyncProgress.Phase.PUSH);
        progress.expect(plan.images().size(), expectedBytes(plan));
        Tallier tallier = new Tallier();
        BlobCounts blobs = new BlobCounts();
        Ledger ledger = new Ledger();
        plan.images().forEach(image -> ledger.open(image.name()));
        HealedArrivals healed =
                new HealedArrivals(plan.images(), request.source().healing());
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
                    .push(
                            verification,
                            blobs,
                            result -> {
                                ledger.close(result.name());
                                tallier.accept(result);
                                first.ifPresent(part -> part.accept(result));
                                listener.outcome(healed.told(result));
                                progress.imageDone();
                            },
                            before,
                            firstDone);
            ledger.requireAllClosed();
            request.source()
                    .passing()
                    .flatMap(PassingBlobs::fault)
                    .ifPresent(fault -> listener.warn(request.source().root() + ": " + fault));
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
                request.delivery(),
                first.map(FirstPart::summary),
                healed.images());
    }

    private long expectedBytes(Plan plan) {
        return switch (request.delivery()) {
            case SENT -> plan.need().uniqueBytes();
            case IN_PLACE -> 0;
        };
    }
}
