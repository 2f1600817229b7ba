// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import dev.salvor.Failure;
import dev.salvor.image.RepositoryName;
import dev.salvor.outcome.ImageResult;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.SyncReport;
import dev.salvor.plan.Planner;
import dev.salvor.plan.SyncOptions;
import dev.salvor.plan.SyncPlan;
import dev.salvor.plan.TagDigests;
import dev.salvor.progress.SyncProgress;
import dev.salvor.push.Push;
import dev.salvor.push.Verification;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RegistryConnection;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.source.ImageSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Predicate;

/** One sync: first {@link #plan}, which changes nothing, then {@link #push}. */
public final class Sync {
    private final ImageSource storage;
    private final RegistryConnection connection;
    private final SyncOptions options;
    private final SyncProgress progress;
    private final SyncReport report;
    private final TagDigests digests;

    public Sync(
            ImageSource storage,
            RegistryConnection connection,
            SyncOptions options,
            SyncProgress progress,
            SyncReport report) {
        this(storage, connection, options, progress, report, TagDigests.NONE);
    }

    /** @param digests spares the HEADs of a comparison by digest */
    public Sync(
            ImageSource storage,
            RegistryConnection connection,
            SyncOptions options,
            SyncProgress progress,
            SyncReport report,
            TagDigests digests) {
        this.storage = storage;
        this.connection = connection;
        this.options = options;
        this.progress = progress;
        this.report = report;
        this.digests = digests;
    }

    /**
     * Finds out what is missing.
     *
     * @throws Failure if the storage is empty, or the registry cannot be used any more
     * @throws CancellationException if this thread is interrupted; it stays interrupted
     */
    public SyncPlan plan() {
        return new Planner(storage, connection, options, _ -> true, progress, report, digests).plan();
    }

    /**
     * What would be pushed if the target lacked everything in the repositories that are not compared: no request for those.
     *
     * @param compared repositories of the target that are asked for
     * @throws Failure if the storage is empty, or the registry cannot be used any more
     * @throws CancellationException if this thread is interrupted; it stays interrupted
     */
    public SyncPlan estimate(Predicate<RepositoryName> compared) {
        return new Planner(storage, connection, options, compared, progress, report, digests).compare();
    }

    /**
     * Leaves out of a plan what is known to be refused, and reports it so. Sends nothing.
     *
     * @param why the refusal of a repository of the target; empty if nothing is known against it
     */
    public SyncPlan refuse(SyncPlan plan, Function<RepositoryName, Optional<Refusal>> why) {
        List<ResolvedImage> left = new ArrayList<>();
        for (ResolvedImage image : plan.images()) {
            why.apply(image.target())
                    .ifPresentOrElse(
                            refusal -> report.accept(new ImageResult(
                                    image.name(), Optional.of(image.root().digest()), new Outcome.Refused(refusal))),
                            () -> left.add(image));
        }
        return plan.with(left);
    }

    /**
     * Pushes a plan. An interruption of this thread stops it within moments; the report then has the rest as not tried.
     *
     * @param verification what to ask of the target after each image
     */
    public void push(SyncPlan plan, Verification verification) {
        progress.enter(SyncProgress.Phase.PUSH);
        progress.expect(plan.images().size(), plan.need().uniqueBytes());
        new Push(storage, connection, plan, options.jobs(), options.policy().onConflict(), progress::bytes)
                .push(verification, report.blobs(), result -> {
                    report.accept(result);
                    progress.imageDone();
                });
    }
}
