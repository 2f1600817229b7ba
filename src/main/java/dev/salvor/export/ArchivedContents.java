// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.layout.OciImageLayout;
import dev.salvor.outcome.BlobCounts;
import dev.salvor.outcome.Outcome;
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
import java.util.function.LongConsumer;

/**
 * What is in a tar of one OCI layout: what it holds comes first, then all manifests, then the blobs, image by image, each once. Who reads it
 * from a pipe knows from the beginning what is to come.
 */
final class ArchivedContents {
    /** Half of what a pipe of Linux holds (pipe(7)): so one side reads while the other writes. */
    private static final int BUFFER = 32 << 10;

    private final TarWriter tar;
    private final ArchiveIndex index = new ArchiveIndex();
    private final Set<Digest> manifests = new HashSet<>();
    /** What became of blobs: empty for those that are there. */
    private final Map<Digest, Optional<Outcome>> blobs = new HashMap<>();

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private boolean begun;
    /** Images that are listed, and neither written nor withdrawn yet. */
    private int left;

    private boolean listsTooMuch;

    ArchivedContents(TarWriter tar) {
        this.tar = tar;
    }

    /** All but the blobs. */
    void begin(ImageSource source, List<ResolvedImage> images) throws IOException {
        begun = true;
        left = images.size();
        for (ResolvedImage image : images) {
            if (source.manifest(image.name().repository(), image.root().digest())
                    instanceof StoredManifest.Intact intact) {
                index.add(image.name().in(image.target()), image.root(), intact.manifest());
            }
        }
        writeMark();
        index.write(tar);
        for (ResolvedImage image : images) {
            writeManifests(source, image);
        }
    }

    private void writeMark() throws IOException {
        tar.file(OciImageLayout.MARK, OciImageLayout.MARK_TEXT.getBytes(StandardCharsets.US_ASCII));
    }

    /** What engines cannot load, a line for each kind of engine. */
    List<String> notLoadable() {
        return index.notLoadable();
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

    /** The blobs of an image that are not there yet. */
    void write(ImageSource source, SoundContent sound, ResolvedImage image, BlobCounts counts, LongConsumer bytes)
            throws IOException, SourceFaultException, InterruptedException {
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
                known = put(sound, image, blob, bytes);
                blobs.put(blob.digest(), known);
                counts.sent(blob);
            } else {
                bytes.accept(blob.size());
            }
            if (known.isPresent()) {
                throw new SourceFaultException(known.get());
            }
        }
        left--;
    }

    private Optional<Outcome> put(SoundContent sound, ResolvedImage image, Blob blob, LongConsumer bytes)
            throws IOException, SourceFaultException, InterruptedException {
        TarredBlob its = new TarredBlob(blob.digest(), sound.of(image, blob), buffer);
        Optional<?>[] fault = {Optional.empty()};
        tar.<RuntimeException>file(
                OciImageLayout.blob(blob.digest()), blob.size(), out -> fault[0] = its.write(out, bytes));
        return fault[0].map(Outcome.class::cast);
    }

    /** Whether each image that was listed had its turn. */
    boolean isComplete() {
        return left == 0;
    }

    /** An image that was listed and is not whole. */
    void withdraw(ResolvedImage image) {
        left--;
        listsTooMuch |= index.remove(image.name().in(image.target()));
    }

    /** A list of what is in it, if there is none yet, or a right one, if the first one was wrong. */
    void end() throws IOException {
        if (!begun) {
            writeMark();
        }
        if (!begun || listsTooMuch) {
            index.write(tar);
        }
    }
}
