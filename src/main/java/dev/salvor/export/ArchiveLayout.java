// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.IoReason;
import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
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
import dev.salvor.source.StoredManifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * A tar of one OCI layout, written as it goes: what it holds comes first, then all manifests, then the blobs, image by image, each once. Who
 * reads it from a pipe knows from the beginning what is to come.
 */
public final class ArchiveLayout implements Layout {
    private static final Outcome INTERRUPTED = new Outcome.NotTried(new Outcome.Why.Interrupted());

    /** Half of what a pipe of Linux holds (pipe(7)): so one side reads while the other writes. */
    private static final int BUFFER = 32 << 10;

    private final ArchiveFile file;
    private final TarWriter tar;
    private final Consumer<String> notices;
    private final ArchiveIndex index = new ArchiveIndex();
    private final Set<Digest> manifests = new HashSet<>();
    /** What became of blobs: empty for those that are there. */
    private final Map<Digest, Optional<Outcome>> blobs = new HashMap<>();

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private boolean begun;
    private boolean listsTooMuch;
    /** Why the tar has no end. */
    private Optional<Outcome> broken = Optional.empty();

    private boolean finished;

    private ArchiveLayout(ArchiveFile file, TarWriter tar, Consumer<String> notices) {
        this.file = file;
        this.tar = tar;
        this.notices = notices;
    }

    /**
     * @param notices hears what the user should know, a line each
     * @throws dev.salvor.Failure.Source if it cannot be written
     */
    public static ArchiveLayout open(ArchiveFile file, Consumer<String> notices) {
        return new ArchiveLayout(file, new TarWriter(file.open()), notices);
    }

    /** A stream has nothing yet. */
    @Override
    public TargetView view(ComparePolicy.OnConflict onConflict) {
        return TargetView.NOTHING;
    }

    @Override
    public Optional<Refusal> prepare(ImageSource source, Plan plan) {
        Optional<Refusal> lack = file.lack(plan.need().uniqueBytes());
        if (lack.isPresent()) {
            broken = lack.map(Outcome.Refused::new);
            return lack;
        }
        try {
            begun = true;
            for (ResolvedImage image : plan.images()) {
                if (source.manifest(image.name().repository(), image.root().digest())
                        instanceof StoredManifest.Intact intact) {
                    index.add(image.name().in(image.target()), image.root(), intact.manifest());
                }
            }
            tar.file(OciImageLayout.MARK, OciImageLayout.MARK_TEXT.getBytes(StandardCharsets.US_ASCII));
            index.write(tar);
            for (ResolvedImage image : plan.images()) {
                writeManifests(source, image);
            }
        } catch (IOException e) {
            return Optional.of(ended(e));
        }
        index.notLoadable().forEach(notices);
        return Optional.empty();
    }

    /**
     * What lists others before them, so that who reads it from a pipe knows of each what it is. What cannot be read any more, its image's turn
     * will tell.
     */
    private void writeManifests(ImageSource source, ResolvedImage image) throws IOException {
        for (ResolvedManifest manifest : image.manifests().reversed()) {
            Digest digest = manifest.digest();
            if (!manifests.contains(digest)
                    && source.manifest(image.name().repository(), digest)
                            instanceof StoredManifest.Intact(var _, byte[] bytes)) {
                tar.file(OciImageLayout.blob(digest), bytes);
                manifests.add(digest);
            }
        }
    }

    @Override
    public Work work(ImageSource source, BlobCounts counts, LongConsumer bytes) {
        SoundContent contents = new SoundContent(source);
        return image -> {
            try {
                write(source, contents, image, counts, bytes);
                return new Outcome.Pushed(List.copyOf(image.leftOut()));
            } catch (IOException e) {
                if (Thread.currentThread().isInterrupted()) {
                    broken = Optional.of(INTERRUPTED);
                    throw new InterruptedException();
                }
                throw new RefusedException(ended(e));
            } catch (SourceFaultException e) {
                ImageName name = image.name().in(image.target());
                listsTooMuch |= index.remove(name);
                throw e;
            }
        };
    }

    private void write(
            ImageSource source, SoundContent contents, ResolvedImage image, BlobCounts counts, LongConsumer bytes)
            throws IOException, SourceFaultException {
        for (ResolvedManifest manifest : image.manifests()) {
            if (!manifests.contains(manifest.digest())) {
                StorageFaults.requireIntact(
                        manifest.digest(), source.manifest(image.name().repository(), manifest.digest()));
                throw new SourceFaultException(
                        new Outcome.Unreadable("manifest " + manifest.digest() + " could not be read at first"));
            }
        }
        for (Blob blob : image.blobs()) {
            Optional<Outcome> known = blobs.get(blob.digest());
            if (known == null) {
                known = put(contents, image, blob, bytes);
                blobs.put(blob.digest(), known);
                counts.sent(blob);
            } else {
                bytes.accept(blob.size());
            }
            if (known.isPresent()) {
                throw new SourceFaultException(known.get());
            }
        }
    }

    private Optional<Outcome> put(SoundContent contents, ResolvedImage image, Blob blob, LongConsumer bytes)
            throws IOException, SourceFaultException {
        TarredBlob its = new TarredBlob(blob.digest(), contents.of(image, blob), buffer);
        Optional<?>[] fault = {Optional.empty()};
        tar.<RuntimeException>file(
                OciImageLayout.blob(blob.digest()), blob.size(), out -> fault[0] = its.write(out, bytes));
        return fault[0].map(Outcome.class::cast);
    }

    /** A stream that did not take some bytes takes no others. */
    private Refusal ended(IOException e) {
        Refusal refusal = new Refusal(FileFault.ofStream(e), 0, file + ": " + IoReason.of(e));
        broken = Optional.of(new Outcome.Refused(refusal));
        return refusal;
    }

    /** One after another: a tar is a stream. */
    @Override
    public int atOnce(int jobs) {
        return 1;
    }

    @Override
    public Results results(Consumer<ImageResult> next) {
        return new ArchivedResults(next, this::finish);
    }

    /** @return why nothing of it counts; empty if it is whole */
    private Optional<Outcome> finish() {
        if (broken.isEmpty() && Thread.currentThread().isInterrupted()) {
            broken = Optional.of(INTERRUPTED);
        }
        if (broken.isPresent()) {
            return broken;
        }
        try {
            if (!begun) {
                tar.file(OciImageLayout.MARK, OciImageLayout.MARK_TEXT.getBytes(StandardCharsets.US_ASCII));
            }
            if (!begun || listsTooMuch) {
                index.write(tar);
            }
            tar.end();
            file.finish();
            finished = true;
        } catch (IOException e) {
            ended(e);
        }
        return broken;
    }

    /** Without its end nobody takes it for whole. */
    @Override
    public void close() {
        if (!finished) {
            file.abandon();
        }
    }
}
