// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.Failure;
import dev.salvor.IoReason;
import dev.salvor.image.Blob;
import dev.salvor.image.ImageName;
import dev.salvor.layout.OciImageLayout;
import dev.salvor.outcome.BlobCounts;
import dev.salvor.outcome.ImageResult;
import dev.salvor.outcome.Outcome;
import dev.salvor.plan.ComparePolicy;
import dev.salvor.plan.Plan;
import dev.salvor.plan.TargetView;
import dev.salvor.push.Work;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.resolve.ResolvedManifest;
import dev.salvor.resolve.SourceFaultException;
import dev.salvor.resolve.StorageFaults;
import dev.salvor.source.ImageSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** OCI image layouts: one for all images, or one for each repository. */
public final class OciLayout implements Layout {
    private static final int AT_ONCE = 16;

    private final Path root;
    private final Staging staging;
    private final FileSystemTraits traits;
    private final SourceLinks links;
    private final OciIndexes indexes;
    private final LayoutClashes clashes;
    private final IndexReserve reserve;

    private OciLayout(Path root, Staging staging, FileSystemTraits traits, SourceLinks links, OciIndexes indexes) {
        this.root = root;
        this.staging = staging;
        this.traits = traits;
        this.links = links;
        this.indexes = indexes;
        this.clashes = new LayoutClashes(root);
        this.reserve = new IndexReserve(staging);
    }

    /**
     * Makes the directory, if need be, and takes it for this run.
     *
     * @param notices hears what the user should know, a line each
     * @throws Failure.Source if it cannot be exported to
     */
    public static OciLayout open(Path root, boolean perRepository, LinkMode mode, Consumer<String> notices) {
        Staging staging = ExportDirectory.take(root, word(perRepository), OciContents::foreign);
        try {
            return new OciLayout(
                    root,
                    staging,
                    FileSystemTraits.of(staging),
                    new SourceLinks(mode, notices),
                    new OciIndexes(root, perRepository));
        } catch (IOException e) {
            staging.close();
            throw new Failure.Source("cannot write to " + root + ": " + IoReason.of(e), "Check its rights.", e);
        }
    }

    private static String word(boolean perRepository) {
        return perRepository ? "oci per repository" : "oci";
    }

    /** What a directory has, without a claim on it: it need not be there. */
    public static TargetView look(Path root, boolean perRepository, ComparePolicy.OnConflict onConflict) {
        ExportDirectory.requireUsable(root, word(perRepository), OciContents::foreign);
        return new LayoutView(new OciIndexes(root, perRepository)::find, onConflict);
    }

    @Override
    public TargetView view(ComparePolicy.OnConflict onConflict) {
        return new LayoutView(indexes::find, onConflict);
    }

    @Override
    public Optional<Refusal> prepare(ImageSource source, Plan plan) {
        plan.images().forEach(image -> clashes.expect(image.target()));
        return Preparation.lack(links, staging, source, plan, missing(plan))
                .or(() -> reserve.keep(indexes.room(plan.images())));
    }

    /** Bytes of the blobs that lie nowhere yet: new images share their bases with those that were exported before. */
    private long missing(Plan plan) {
        Set<Path> files = new HashSet<>();
        long missing = 0;
        for (ResolvedImage image : plan.images()) {
            OciNames names = indexes.names(image.target());
            for (Blob blob : image.blobs()) {
                Path file = names.blob(blob.digest());
                if (files.add(file) && !OciBlobs.hasSize(file, blob.size())) {
                    missing += blob.size();
                }
            }
        }
        return missing;
    }

    @Override
    public Work work(ImageSource source, BlobCounts counts, LongConsumer bytes) {
        boolean sharesCopies = indexes.perRepository() && traits.links();
        BlobPlacer placer = new BlobPlacer(links, new CopiedBlobs(staging), sharesCopies, counts, bytes);
        OciBlobs blobs = new OciBlobs(staging, placer, counts, bytes);
        SoundContent contents = new SoundContent(source);
        return image -> {
            write(source, contents, blobs, image);
            return new Outcome.Pushed(List.copyOf(image.leftOut()));
        };
    }

    private void write(ImageSource source, SoundContent contents, OciBlobs blobs, ResolvedImage image)
            throws RefusedException, SourceFaultException, InterruptedException {
        if (indexes.perRepository()) {
            clashes.require(image.target());
        }
        OciNames names = indexes.names(image.target());
        for (Blob blob : image.blobs()) {
            blobs.put(names.blob(blob.digest()), blob, contents.of(image, blob));
        }
        for (ResolvedManifest manifest : image.manifests()) {
            blobs.putManifest(
                    names.blob(manifest.digest()),
                    StorageFaults.requireIntact(
                                    manifest.digest(),
                                    source.manifest(image.name().repository(), manifest.digest()))
                            .bytes());
        }
        blobs.putManifest(names.layout(), OciImageLayout.MARK_TEXT.getBytes(StandardCharsets.US_ASCII));
        ImageName name = image.name().in(image.target());
        indexes.of(image.target()).put(OciEntry.of(name, image.root(), indexes.perRepository()));
    }

    @Override
    public Results results(Consumer<ImageResult> next) {
        return new IndexedResults(indexes, reserve, staging, root, next);
    }

    @Override
    public int atOnce(int jobs) {
        return Math.min(jobs, AT_ONCE);
    }

    @Override
    public void close() {
        staging.close();
    }
}
