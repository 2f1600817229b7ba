// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import dev.salvor.check.Preflight;
import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.MediaType;
import dev.salvor.image.RepositoryName;
import dev.salvor.outcome.BlobCounts;
import dev.salvor.outcome.ImageResult;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tallier;
import dev.salvor.outcome.Tally;
import dev.salvor.plan.Delivery;
import dev.salvor.plan.FoundHomes;
import dev.salvor.plan.Plan;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.resolve.ResolvedManifest;
import dev.salvor.select.ScanFindings;
import dev.salvor.select.Shard;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reports and plans made by hand, for those who render them. */
public final class SampleReports {
    private SampleReports() {}

    public static ImageName name(String text) {
        return ImageName.tryParse(text).orElseThrow();
    }

    public static Digest digest(String content) {
        return Digest.of(content.getBytes(StandardCharsets.UTF_8));
    }

    public static ImageResult result(String name, Outcome outcome) {
        return new ImageResult(name(name), Optional.of(name(name).repository()), Optional.of(digest(name)), outcome);
    }

    public static Tally report(ImageResult... results) {
        return Tallier.tally(Stream.of(results));
    }

    /** One blob of each kind, of so many bytes. */
    public static BlobCounts.Snapshot blobs(long sent, long mounted, long there) {
        return new BlobCounts.Snapshot(
                new BlobCounts.Sum(1, sent), new BlobCounts.Sum(1, mounted), new BlobCounts.Sum(1, there), 0);
    }

    /** An image to push with these blobs, below the project that its target names. */
    public static ResolvedImage image(String name, String target, Blob... blobs) {
        ResolvedManifest manifest =
                new ResolvedManifest(digest(name), MediaType.OCI_IMAGE, 100, List.of(), List.of(blobs));
        return new ResolvedImage(name(name), new RepositoryName(target), Optional.empty(), List.of(manifest));
    }

    /** A plan without work, of a shard that owns so many of three repositories. */
    public static Plan sharded(Shard shard, long repositories, ImageResult... settled) {
        ScanFindings.Share share = new ScanFindings.Share(shard, repositories);
        return plan(new ScanFindings(3, 40, share, List.of(), List.of(), List.of()), report(settled));
    }

    public static Plan plan(ResolvedImage... images) {
        return plan(Tally.none(), images);
    }

    public static Plan plan(Tally settled, ResolvedImage... images) {
        return plan(new ScanFindings(3, 40, List.of(), List.of(), List.of()), settled, images);
    }

    public static Plan plan(ScanFindings findings, Tally settled, ResolvedImage... images) {
        return new Plan(List.of(images), settled, Set.of(), findings, FoundHomes.none(), Plan.Gaps.none());
    }

    /** What {@code plan} found out, without any finding. */
    public static PlanOperation.Result planned(Plan plan) {
        return new PlanOperation.Result(plan, Preflight.Result.notNeeded(), Delivery.SENT);
    }
}
