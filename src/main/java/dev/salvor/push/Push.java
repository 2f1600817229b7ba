// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.image.ImageName;
import dev.salvor.outcome.BlobCounts;
import dev.salvor.outcome.ImageResult;
import dev.salvor.outcome.Stops;
import dev.salvor.plan.ComparePolicy;
import dev.salvor.plan.Delivery;
import dev.salvor.plan.GhostTags;
import dev.salvor.plan.Homes;
import dev.salvor.plan.Plan;
import dev.salvor.registry.RegistryConnection;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.source.ImageSource;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Brings the images of a plan to the target. */
public final class Push {
    /**
     * More images than requests in flight, so that one that waits for its last blob leaves no request unused; but never more than
     * {@link GhostTags} looks for.
     */
    private static final int IMAGES_PER_JOB = 2;

    private final ImageSource storage;
    private final Destination destination;
    private final Plan plan;
    private final int jobs;
    private final ComparePolicy.OnConflict onConflict;
    private final Delivery delivery;

    /**
     * @param jobs requests in flight, at most
     * @param sentBytes hears how many bytes went out; a negative number if they have to go again
     */
    public Push(
            ImageSource storage,
            RegistryConnection connection,
            Plan plan,
            int jobs,
            ComparePolicy.OnConflict onConflict,
            Delivery delivery,
            LongConsumer sentBytes) {
        this(storage, new RegistryDestination(connection, sentBytes), plan, jobs, onConflict, delivery);
    }

    /** To any destination. */
    Push(
            ImageSource storage,
            Destination destination,
            Plan plan,
            int jobs,
            ComparePolicy.OnConflict onConflict,
            Delivery delivery) {
        this.delivery = delivery;
        this.storage = storage;
        this.destination = destination;
        this.plan = plan;
        this.jobs = jobs;
        this.onConflict = onConflict;
    }

    /**
     * Returns when every image of the plan has its result. An interruption of this thread stops it within moments; the rest is not tried
     * then.
     *
     * @param verification what to ask of the target after each image
     * @throws RuntimeException a bug that an image or the receiver of the results met; further ones are suppressed in it. Never before each
     *     image of the plan has its result, {@link dev.salvor.outcome.Outcome.Bug} for those that met one
     * @throws Error the same
     */
    public void push(Verification verification, BlobCounts counts, Consumer<ImageResult> results) {
        push(verification, counts, results, List.of(), () -> {});
    }

    /**
     * The same, some images before all others: none of these is begun before those have their results.
     *
     * @param first of the plan
     * @param firstDone called in between, if there are some
     */
    public void push(
            Verification verification,
            BlobCounts counts,
            Consumer<ImageResult> results,
            List<ResolvedImage> first,
            Runnable firstDone) {
        SharedBlobs blobs = new SharedBlobs(new Homes(plan.homes()), counts);
        BlobUploader uploader = new BlobUploader(storage, destination, blobs);
        TargetRepository.Run run = new TargetRepository.Run(
                storage,
                destination,
                uploader,
                blobs,
                new Turns(),
                !plan.existing().isEmpty());
        Slots slots = new Slots(Math.min(IMAGES_PER_JOB * jobs, GhostTags.NEWEST));
        Supply supply = supply(slots, counts);
        ImagePush push = new ImagePush(
                name -> new TargetRepository(
                        name,
                        plan.existing().contains(name),
                        plan.gaps().untold().contains(name),
                        run),
                supply,
                new ReferrerLists(storage, supply, verification),
                verification,
                onConflict,
                new RefusedKinds(storage));
        FullProjects full = new FullProjects(blobs::missingBytes);
        Stops stops = new Stops();
        Pusher pusher = new Pusher(work(push, slots), slots, stops, full, results);
        if (first.isEmpty()) {
            pusher.push(relayed(push, pusher::note, images -> {
                pusher.pushAll(images);
                return !stops.isRunStopped();
            }));
            return;
        }
        // what goes first needs what may come last
        relayed(push, pusher::note, _ -> true);
        Set<ImageName> before = first.stream().map(ResolvedImage::name).collect(Collectors.toSet());
        pusher.pushAll(first);
        firstDone.run();
        pusher.push(plan.images().stream()
                .filter(image -> !before.contains(image.name()))
                .toList());
    }

    /**
     * Brings images elsewhere than to a registry, by the same rules of what comes when, and of what ends a run. Returns when each has its
     * result.
     *
     * @param work that is done with each
     * @param atOnce images that are worked on at a time, at most
     * @throws RuntimeException a bug that one of the images met, or the receiver of the results; as above
     * @throws Error the same
     */
    public static void push(List<ResolvedImage> images, Work work, int atOnce, Consumer<ImageResult> results) {
        new Pusher(work, new Slots(atOnce), new Stops(), new FullProjects(_ -> 0), results).push(images);
    }

    /** The images that are still to be pushed when all that comes through a pipe has come; all, where nothing does. */
    private List<ResolvedImage> relayed(
            ImagePush push, Consumer<Throwable> bugs, Predicate<List<ResolvedImage>> complete) {
        return storage.passing()
                .filter(_ -> delivery == Delivery.SENT)
                .map(passing -> new Relay(passing, push::repository, jobs, bugs).relay(plan.images(), complete))
                .orElse(plan.images());
    }

    private Supply supply(Slots slots, BlobCounts counts) {
        return switch (delivery) {
            case SENT -> new SentBlobs(slots);
            case IN_PLACE -> new BlobsInPlace(counts);
        };
    }

    private Work work(ImagePush push, Slots slots) {
        return switch (delivery) {
            case SENT -> push::push;
            case IN_PLACE -> new InPlaceCheck(push::push, destination, slots);
        };
    }
}
