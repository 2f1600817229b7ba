// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import dev.salvor.Failure;
import dev.salvor.check.CreateProjects;
import dev.salvor.check.Demand;
import dev.salvor.check.Preflight;
import dev.salvor.outcome.ImageResult;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tallier;
import dev.salvor.plan.ComparePolicy;
import dev.salvor.plan.Delivery;
import dev.salvor.plan.Plan;
import dev.salvor.plan.Planner;
import dev.salvor.progress.SyncProgress;
import dev.salvor.push.Admission;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.problem.ProblemException;
import dev.salvor.registry.problem.RegistryProblem;
import dev.salvor.resolve.HealedImages;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.select.Selection;
import dev.salvor.select.TargetNames;
import dev.salvor.source.ImageSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;

/** Finds out what a sync would do: connects, plans, looks at the target. */
public final class PlanOperation {
    private final Request request;
    private final SyncProgress progress;
    private final Listener listener;
    private final Optional<FirstPart> first;

    /**
     * What is asked for.
     *
     * @param createCommand what the user would type to have projects created, in words
     * @param delivery in place only into Harbor, and under the names of the source: links to blobs are per repository
     */
    public record Request(
            ImageSource source,
            Target.Connector target,
            Selection selection,
            TargetNames names,
            ComparePolicy policy,
            CreateProjects creation,
            String createCommand,
            Delivery delivery) {
        public Request {
            if (delivery == Delivery.IN_PLACE && !names.equals(TargetNames.unchanged())) {
                throw new IllegalArgumentException("blobs in place under other names: " + names);
            }
        }
    }

    /**
     * What came out.
     *
     * @param plan without what is known to be refused
     * @param healed what of it takes spares
     */
    public record Result(
            Plan plan, Preflight.Result preflight, Delivery delivery, Optional<FirstPart> first, HealedImages healed) {
        /** Where nothing goes before the rest. */
        public Result(Plan plan, Preflight.Result preflight, Delivery delivery) {
            this(plan, preflight, delivery, Optional.empty(), HealedImages.none());
        }
    }

    public PlanOperation(Request request, SyncProgress progress, Listener listener) {
        this.request = request;
        this.progress = progress;
        this.listener = listener;
        this.first = request.selection()
                .first()
                .flatMap(_ -> request.selection().in(request.source()).first())
                .map(FirstPart::new);
    }

    /**
     * Sends nothing that changes the target, but creates missing projects if it is told to do so.
     *
     * @throws Failure if the source is empty, or the target cannot be used
     * @throws CancellationException if this thread is interrupted; the message says what was done, projects that were created
     */
    public Result run() {
        return run((_, result) -> result);
    }

    /** @param next goes on from there while the target is connected */
    <R> R run(BiFunction<Target, Result, R> next) {
        try (Target target = request.target().connect(listener)) {
            if (request.delivery() == Delivery.IN_PLACE) {
                requireHarbor(target);
            }
            return next.apply(target, plan(target));
        }
    }

    /** Harbor alone is known to have a database that can be new while its storage is not. */
    private static void requireHarbor(Target target) {
        if (!target.connection().isHarbor()) {
            throw new Failure.Rejected(
                    target.connection().endpoint().authority() + " is not recognised as Harbor",
                    new ProblemException(new RegistryProblem.NotHarbor()));
        }
    }

    private Result plan(Target target) {
        List<String> created = new ArrayList<>();
        try {
            Plan plan = new Planner(
                            request.source(),
                            request.selection(),
                            request.names(),
                            target.view(request.policy()),
                            progress,
                            this::settled)
                    .plan();
            plan = withNotFound(plan);
            listener.problems(plan.findings().problems());
            plan.findings().caveats().mistyped().forEach(listener::warn);
            plan.findings().caveats().copied().ifPresent(times -> listener.warn(times.meaning()));
            Demand demand = Demand.of(plan);
            Preflight.Result preflight = demand.isEmpty()
                    ? Preflight.Result.notNeeded()
                    : target.preflight(request.createCommand()).run(demand, request.creation(), created::add);
            Plan open = refuse(target, plan, preflight);
            if (target.connection().isHarbor()) {
                warnOfNameless(open.nameless());
            }
            return new Result(
                    open,
                    preflight,
                    request.delivery(),
                    first,
                    HealedImages.of(open.images(), request.source().healing()));
        } catch (CancellationException e) {
            String message = "interrupted while planning: nothing was pushed"
                    + (created.isEmpty() ? "" : "; created: " + String.join(", ", created));
            throw (CancellationException) new CancellationException(message).initCause(e);
        }
    }

    private void warnOfNameless(List<ResolvedImage> images) {
        if (!images.isEmpty()) {
            listener.warn(
                    "Harbor's garbage collection may delete what has no tag, and "
                            + images.getFirst().name()
                            + (images.size() > 1 ? " (and " + (images.size() - 1) + " more)" : "")
                            + " goes there by digest only: give it a tag there, or have the garbage collection keep untagged artifacts");
        }
    }

    /** Leaves out what is known to be refused, and reports it so: no request need be sent for it. */
    private Plan refuse(Target target, Plan plan, Preflight.Result preflight) {
        Tallier refused = new Tallier();
        List<ResolvedImage> open = new ArrayList<>();
        for (ResolvedImage image : plan.images()) {
            preflight
                    .blocks()
                    .apply(image.target())
                    .ifPresentOrElse(refusal -> refuse(image, refusal, refused), () -> open.add(image));
        }
        Admission admission = new Admission(preflight.room(), plan.homes(), target.connection());
        List<ResolvedImage> before = first.map(part -> part.of(open)).orElse(List.of());
        List<ResolvedImage> behind = new ArrayList<>(open);
        behind.removeAll(before);
        List<ResolvedImage> left =
                new ArrayList<>(admission.admit(before, (image, refusal) -> refuse(image, refusal, refused)));
        left.addAll(admission.admit(behind, (image, refusal) -> refuse(image, refusal, refused)));
        return plan.with(left, refused.tally());
    }

    private void refuse(ResolvedImage image, Refusal refusal, Tallier refused) {
        ImageResult result = image.result(new Outcome.Refused(refusal));
        refused.accept(result);
        settled(result);
    }

    private void settled(ImageResult result) {
        first.ifPresent(part -> part.accept(result));
        listener.outcome(result);
    }

    /** What goes first and is not in the storage was asked for, too. */
    private Plan withNotFound(Plan plan) {
        Tallier absent = new Tallier();
        first.ifPresent(part -> part.notFound().forEach(result -> {
            absent.accept(result);
            listener.outcome(result);
        }));
        return plan.with(plan.images(), absent.tally());
    }
}
