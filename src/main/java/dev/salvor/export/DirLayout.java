// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.Failure;
import dev.salvor.IoReason;
import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.layout.SkopeoDir;
import dev.salvor.outcome.BlobCounts;
import dev.salvor.outcome.Outcome;
import dev.salvor.plan.ComparePolicy;
import dev.salvor.plan.Plan;
import dev.salvor.plan.TargetView;
import dev.salvor.push.Work;
import dev.salvor.registry.Refusal;
import dev.salvor.source.ImageSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** A directory for each image, in skopeo's dir layout, called repository:tag. */
public final class DirLayout implements Layout {
    private static final int AT_ONCE = 16;

    private final Path root;
    private final Staging staging;
    private final FileSystemTraits traits;
    private final SourceLinks links;
    private final CaseClashes clashes;

    private DirLayout(Path root, Staging staging, FileSystemTraits traits, SourceLinks links) {
        this.root = root;
        this.staging = staging;
        this.traits = traits;
        this.links = links;
        this.clashes = new CaseClashes(traits.cases());
    }

    /**
     * Makes the directory, if need be, and takes it for this run.
     *
     * @param notices hears what the user should know, a line each
     * @throws Failure.Source if it cannot be exported to
     */
    public static DirLayout open(Path root, LinkMode mode, Consumer<String> notices) {
        Staging staging = ExportDirectory.take(root, "dir", DirContents::foreign);
        try {
            FileSystemTraits traits = FileSystemTraits.of(staging);
            if (!traits.colons()) {
                throw new Failure.Source(
                        "the file system of " + root + " allows no ':' in names, as this layout has them",
                        "Export an OCI layout, which has none, or to another file system.");
            }
            return new DirLayout(root, staging, traits, new SourceLinks(mode, notices));
        } catch (IOException e) {
            staging.close();
            throw new Failure.Source("cannot write to " + root + ": " + IoReason.of(e), "Check its rights.", e);
        } catch (RuntimeException e) {
            staging.close();
            throw e;
        }
    }

    /** What a directory has, without a claim on it: it need not be there. */
    public static TargetView look(Path root, ComparePolicy.OnConflict onConflict) {
        ExportDirectory.requireUsable(root, "dir", DirContents::foreign);
        return new LayoutView(image -> find(directory(root, image)), onConflict);
    }

    /** Of an image, as {@code skopeo sync} takes it (protocol.md §6.2). One that has no tag is called by its digest. */
    private static Path directory(Path root, ImageName image) {
        return root.resolve(image.toString());
    }

    @Override
    public TargetView view(ComparePolicy.OnConflict onConflict) {
        return new LayoutView(this::find, onConflict);
    }

    private Found find(ImageName image) {
        Path directory = directory(root, image);
        return clashes.isOther(directory) ? new Found.Absent() : find(directory);
    }

    private static Found find(Path directory) {
        return WholeImage.find(directory.resolve(SkopeoDir.MANIFEST), new WholeImage.Parts() {
            @Override
            public Path child(Digest digest) {
                return directory.resolve(SkopeoDir.child(digest));
            }

            @Override
            public Path blob(Digest digest) {
                return directory.resolve(SkopeoDir.blob(digest));
            }
        });
    }

    @Override
    public Optional<Refusal> prepare(ImageSource source, Plan plan) {
        Plan.Need need = plan.need();
        return Preparation.lack(links, staging, source, plan, traits.links() ? need.uniqueBytes() : need.totalBytes());
    }

    @Override
    public Work work(ImageSource source, BlobCounts counts, LongConsumer bytes) {
        BlobPlacer placer = new BlobPlacer(links, new CopiedBlobs(staging), traits.links(), counts, bytes);
        DirImage writer = new DirImage(source, placer, staging);
        return image -> {
            Path directory = directory(root, image.name().in(image.target()));
            clashes.take(directory);
            writer.write(image, directory);
            return new Outcome.Pushed(List.copyOf(image.leftOut()));
        };
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
