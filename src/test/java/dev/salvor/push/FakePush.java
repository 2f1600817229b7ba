// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.MediaType;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.outcome.BlobCounts;
import dev.salvor.outcome.ImageResult;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tally;
import dev.salvor.plan.ComparePolicy;
import dev.salvor.plan.Delivery;
import dev.salvor.plan.Homes;
import dev.salvor.plan.Plan;
import dev.salvor.resolve.ReferrerTag;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.resolve.ResolvedManifest;
import dev.salvor.select.ScanFindings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A whole push, from a source that is made up to a destination that does as it is told. */
final class FakePush {
    private static final int JOBS = 4;

    final FakeSource source = new FakeSource();
    final FakeDestination destination = new FakeDestination();
    final Homes guesses = new Homes();
    final Map<String, Outcome> outcomes = new ConcurrentHashMap<>();
    private final Set<RepositoryName> existing = new HashSet<>();
    private final List<ResolvedImage> images = new ArrayList<>();
    private ComparePolicy.OnConflict onConflict = ComparePolicy.OnConflict.SKIP;
    final BlobCounts counts = new BlobCounts();
    private Delivery delivery = Delivery.SENT;
    private Verification verification = Verification.NONE;
    private Consumer<ImageResult> sink = _ -> {};

    /** A repository that the target had before. */
    FakePush existing(String repository) {
        existing.add(new RepositoryName(repository));
        return this;
    }

    FakePush onConflict(ComparePolicy.OnConflict other) {
        onConflict = other;
        return this;
    }

    FakePush inPlace() {
        delivery = Delivery.IN_PLACE;
        return this;
    }

    FakePush verifying(Verification other) {
        verification = other;
        return this;
    }

    /** Hears of each result after it was noted. */
    FakePush sink(Consumer<ImageResult> other) {
        sink = other;
        return this;
    }

    /** Adds an image whose manifest is named after it. */
    FakePush image(String repository, String tag, Blob... blobs) {
        return image(repository, tag, manifest(repository + ":" + tag, blobs));
    }

    /** @param manifests children first, the tagged one last */
    FakePush image(String repository, String tag, ResolvedManifest... manifests) {
        images.add(resolved(repository, tag, manifests));
        return this;
    }

    static ResolvedImage resolved(String repository, String tag, ResolvedManifest... manifests) {
        RepositoryName name = new RepositoryName(repository);
        Tag tagged = new Tag(tag);
        return new ResolvedImage(new ImageName(name, tagged), name, ReferrerTag.subject(tagged), List.of(manifests));
    }

    ResolvedManifest manifest(String name, Blob... blobs) {
        return new ResolvedManifest(source.manifest(name), MediaType.OCI_IMAGE, 1, List.of(), List.of(blobs));
    }

    ResolvedManifest index(String name, ResolvedManifest... children) {
        List<Digest> digests =
                List.of(children).stream().map(ResolvedManifest::digest).toList();
        return new ResolvedManifest(source.manifest(name), MediaType.OCI_INDEX, 1, digests, List.of());
    }

    /** By {@code repository:tag}; each image has one. */
    Map<String, Outcome> run() {
        Plan plan = new Plan(
                images,
                Tally.none(),
                existing,
                new ScanFindings(0, 0, List.of(), List.of(), List.of()),
                guesses.found(),
                Plan.Gaps.none());
        new Push(source, destination, plan, JOBS, onConflict, delivery).push(verification, counts, result -> {
            Optional.ofNullable(outcomes.put(result.name().toString(), result.outcome()))
                    .ifPresent(twice -> {
                        throw new IllegalStateException(result.name() + " had " + twice);
                    });
            sink.accept(result);
        });
        return outcomes;
    }
}
