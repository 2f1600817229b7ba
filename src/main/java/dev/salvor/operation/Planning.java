// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import dev.salvor.check.Demand;
import dev.salvor.check.Preflight;
import dev.salvor.outcome.ImageResult;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tallier;
import dev.salvor.plan.Plan;
import dev.salvor.plan.Planner;
import dev.salvor.progress.SyncProgress;
import dev.salvor.push.Admission;
import dev.salvor.registry.Refusal;
import dev.salvor.resolve.HealedImages;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.select.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** One plan for a target that is connected: makes it, and takes out what the target is known to refuse. */
final class Planning {
    private final PlanOperation.Request request;
    private final Target target;
    private final SyncProgress progress;
    private final Listener listener;
    private final Selection selection;
    private final Optional<FirstPart> first;

    /** @param selection of the request, with what its lists mean in this storage */
    Planning(
            PlanOperation.Request request,
            Selection selection,
            Target target,
            SyncProgress progress,
            Listener listener) {
        this.request = request;
        this.target = target;
        this.progress = progress;
        this.listener = listener;
        this.selection = selection;
        this.first = selection.first().map(FirstPart::new);
    }

    /** @throws CancellationException if this thread is interrupted; the message says what was done */
    PlanOperation.Result plan() {
        List<String> created = new ArrayList<>();
        try {
            Plan plan = new Planner(
                            request.source(),
                            selection,
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
            Plan open = refuse(plan, preflight);
            if (target.connection().isHarbor()) {
                warnOfNameless(open.nameless());
            }
            return new PlanOperation.Result(
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
    private Plan refuse(Plan plan, Preflight.Result preflight) {
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
