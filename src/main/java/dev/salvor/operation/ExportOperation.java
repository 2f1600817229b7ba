// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import dev.salvor.Failure;
import dev.salvor.check.Preflight;
import dev.salvor.export.Layout;
import dev.salvor.outcome.BlobCounts;
import dev.salvor.outcome.ImageResult;
import dev.salvor.outcome.Ledger;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tallier;
import dev.salvor.outcome.Tally;
import dev.salvor.plan.ComparePolicy;
import dev.salvor.plan.Delivery;
import dev.salvor.plan.EitherView;
import dev.salvor.plan.HeldElsewhere;
import dev.salvor.plan.Plan;
import dev.salvor.plan.Planner;
import dev.salvor.plan.TargetView;
import dev.salvor.progress.SyncProgress;
import dev.salvor.push.Push;
import dev.salvor.registry.Refusal;
import dev.salvor.resolve.HealedImages;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.select.Selection;
import dev.salvor.select.TargetNames;
import dev.salvor.source.ImageSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** Writes images into files: plans as a sync does, and writes what they lack. */
public final class ExportOperation {
    private final Request request;
    private final SyncProgress progress;
    private final Listener listener;

    /** What is asked for. @param jobs reads from disk at once, at most */
    public record Request(
            ImageSource source,
            Selection selection,
            TargetNames names,
            ComparePolicy.OnConflict onConflict,
            int jobs,
            Elsewhere elsewhere) {}

    /** Where it is carried to: what that has need not be written. */
    public sealed interface Elsewhere {
        /** Nobody knows. */
        record Unknown() implements Elsewhere {}

        /** It is listed. */
        record Listed(HeldElsewhere held) implements Elsewhere {}

        /** It can be asked. */
        record Reachable(Target.Connector target) implements Elsewhere {}
    }

    /**
     * What came out.
     *
     * @param tally of all images that were selected
     * @param bug what salvor itself stumbled over while it wrote; all of the above is true all the same
     * @param healed what was written with parts from spares
     */
    public record Result(
            Plan plan, Tally tally, BlobCounts.Snapshot blobs, Optional<Throwable> bug, HealedImages healed) {}

    public ExportOperation(Request request, SyncProgress progress, Listener listener) {
        this.request = request;
        this.progress = progress;
        this.listener = listener;
    }

    /** What {@link #plan} finds, as the plan of a sync is reported. */
    public PlanOperation.Result planned(TargetView there) {
        Plan plan = plan(there);
        return new PlanOperation.Result(
                plan,
                Preflight.Result.notNeeded(),
                Delivery.SENT,
                Optional.empty(),
                HealedImages.of(plan.images(), request.source().healing()));
    }

    /**
     * Finds out what is to be written.
     *
     * @param there what need not be written
     * @throws Failure if the source is empty
     * @throws CancellationException if this thread is interrupted
     */
    public Plan plan(TargetView there) {
        return switch (request.elsewhere()) {
            case Elsewhere.Unknown _ -> planFor(there);
            case Elsewhere.Listed(HeldElsewhere held) -> planFor(new EitherView(held, there));
            case Elsewhere.Reachable(Target.Connector connector) -> {
                try (Target target = connector.connect(listener)) {
                    ComparePolicy byName = ComparePolicy.of(false, ComparePolicy.OnConflict.SKIP);
                    yield planFor(new EitherView(target.view(byName), there));
                }
            }
        };
    }

    private Plan planFor(TargetView there) {
        Plan plan = new Planner(
                        request.source(), request.selection(), request.names(), there, progress, listener::outcome)
                .plan();
        listener.problems(plan.findings().problems());
        plan.findings().caveats().mistyped().forEach(listener::warn);
        plan.findings().caveats().copied().ifPresent(times -> listener.warn(times.meaning()));
        return sorted(plan);
    }

    /** So that a stream has the same bytes whenever it is written. */
    private static Plan sorted(Plan plan) {
        return plan.with(
                plan.images().stream()
                        .sorted(Comparator.comparing(image -> image.name().in(image.target())))
                        .toList(),
                Tally.none());
    }

    /**
     * Returns when each selected image has its outcome. An interruption of this thread while it writes ends that within moments; the rest
     * is not tried then.
     *
     * @throws Failure if the source is empty
     * @throws CancellationException if this thread is interrupted before anything is written
     */
    public Result run(Layout layout) {
        Plan plan = plan(layout.view(request.onConflict()));
        progress.enter(SyncProgress.Phase.PUSH);
        progress.expect(plan.images().size(), plan.need().totalBytes());
        Tallier tallier = new Tallier();
        Ledger ledger = new Ledger();
        plan.images().forEach(image -> ledger.open(image.name()));
        HealedArrivals healed =
                new HealedArrivals(plan.images(), request.source().healing());
        Consumer<ImageResult> results = result -> {
            ledger.close(result.name());
            tallier.accept(result);
            listener.outcome(healed.told(result));
            progress.imageDone();
        };
        BlobCounts blobs = new BlobCounts();
        Optional<Throwable> bug = Optional.empty();
        try {
            write(layout, plan, blobs, results);
            ledger.requireAllClosed();
        } catch (RuntimeException | Error e) {
            // told after the report: what was done is true, and the user must see it
            bug = Optional.of(e);
        }
        return new Result(plan, plan.settled().plus(tallier.tally()), blobs.snapshot(), bug, healed.images());
    }

    private void write(Layout layout, Plan plan, BlobCounts blobs, Consumer<ImageResult> results) {
        try (Layout.Results its = layout.results(results)) {
            Optional<Refusal> refusal =
                    plan.images().isEmpty() ? Optional.empty() : layout.prepare(request.source(), plan);
            if (refusal.isPresent()) {
                refuse(plan, refusal.get(), its);
                return;
            }
            Push.push(
                    plan.images(),
                    layout.work(request.source(), blobs, progress::bytes),
                    layout.atOnce(request.jobs()),
                    its);
        }
    }

    /** It is said of one image; the others were not tried. */
    private static void refuse(Plan plan, Refusal refusal, Consumer<ImageResult> results) {
        Outcome outcome = new Outcome.Refused(refusal);
        for (ResolvedImage image : plan.images()) {
            results.accept(new ImageResult(
                    image.name(),
                    Optional.of(image.target()),
                    Optional.of(image.root().digest()),
                    outcome));
            outcome = new Outcome.NotTried(new Outcome.Why.Covered(refusal));
        }
    }
}
