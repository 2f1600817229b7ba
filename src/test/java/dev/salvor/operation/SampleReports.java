// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.MediaType;
import dev.salvor.image.RepositoryName;
import dev.salvor.outcome.ImageResult;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.SyncReport;
import dev.salvor.plan.Homes;
import dev.salvor.plan.SyncPlan;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.resolve.ResolvedManifest;
import dev.salvor.select.ScanFindings;
import dev.salvor.select.Shard;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
        return new ImageResult(name(name), Optional.of(digest(name)), outcome);
    }

    public static SyncReport report(ImageResult... results) {
        SyncReport report = new SyncReport(_ -> {});
        List.of(results).forEach(report);
        return report;
    }

    /** Counts one blob of each kind, of so many bytes. */
    public static SyncReport withBlobs(SyncReport report, long sent, long mounted, long there) {
        report.blobs().sent(new Blob(digest("sent"), sent));
        report.blobs().mounted(new Blob(digest("mounted"), mounted));
        report.blobs().there(new Blob(digest("there"), there));
        return report;
    }

    /** An image to push with these blobs, below the project that its target names. */
    public static ResolvedImage image(String name, String target, Blob... blobs) {
        ResolvedManifest manifest =
                new ResolvedManifest(digest(name), MediaType.OCI_IMAGE, 100, List.of(), List.of(blobs));
        return new ResolvedImage(name(name), new RepositoryName(target), Optional.empty(), List.of(manifest));
    }

    /** A plan without work, of a shard that owns so many of three repositories. */
    public static SyncPlan sharded(Shard shard, long repositories) {
        ScanFindings.Share share = new ScanFindings.Share(shard, repositories);
        ScanFindings findings = new ScanFindings(3, 40, share, List.of(), List.of(), List.of());
        return new SyncPlan(List.of(), Set.of(), findings, new Homes());
    }

    public static SyncPlan plan(ResolvedImage... images) {
        return new SyncPlan(
                List.of(images), Set.of(), new ScanFindings(3, 40, List.of(), List.of(), List.of()), new Homes());
    }
}
