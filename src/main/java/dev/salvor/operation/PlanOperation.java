// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import dev.salvor.Failure;
import dev.salvor.check.CreateProjects;
import dev.salvor.check.Preflight;
import dev.salvor.plan.ComparePolicy;
import dev.salvor.plan.Delivery;
import dev.salvor.plan.Plan;
import dev.salvor.progress.SyncProgress;
import dev.salvor.registry.problem.ProblemException;
import dev.salvor.registry.problem.RegistryProblem;
import dev.salvor.resolve.HealedImages;
import dev.salvor.select.Selection;
import dev.salvor.select.TargetNames;
import dev.salvor.source.ImageSource;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;

/** Finds out what a sync would do: connects, plans, looks at the target. */
public final class PlanOperation {
    private final Request request;
    private final SyncProgress progress;
    private final Listener listener;

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
            Selection selection = request.selection().in(request.source());
            return next.apply(target, new Planning(request, selection, target, progress, listener).plan());
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
}
