// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.layout.SkopeoDir;
import dev.salvor.registry.RefusedException;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.resolve.ResolvedManifest;
import dev.salvor.resolve.SourceFaultException;
import dev.salvor.resolve.StorageFaults;
import dev.salvor.source.ImageSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes an image in skopeo's dir layout: beside, then under its name. */
final class DirImage {
    private final ImageSource source;
    private final SoundContent contents;
    private final BlobPlacer placer;
    private final Staging staging;

    DirImage(ImageSource source, BlobPlacer placer, Staging staging) {
        this.source = source;
        this.contents = new SoundContent(source);
        this.placer = placer;
        this.staging = staging;
    }

    /** @param directory of the image: what is there is replaced */
    void write(ResolvedImage image, Path directory)
            throws RefusedException, SourceFaultException, InterruptedException {
        Path building = staging.next();
        try {
            Files.createDirectory(building);
            fill(image, building);
            take(building, directory);
        } catch (IOException e) {
            throw FileFault.of(directory, e);
        } finally {
            discard(building);
        }
    }

    /** The manifest comes last: skopeo takes a directory for an image by that. */
    private void fill(ResolvedImage image, Path building)
            throws IOException, RefusedException, SourceFaultException, InterruptedException {
        for (ResolvedManifest child : image.children()) {
            FileTree.write(building.resolve(SkopeoDir.child(child.digest())), bytes(image, child));
        }
        for (Blob blob : image.blobs()) {
            placer.place(blob, contents.of(image, blob), building.resolve(SkopeoDir.blob(blob.digest())));
        }
        boolean hasOthers = image.blobs().stream().map(Blob::digest).anyMatch(SkopeoDir::isOther)
                || image.children().stream().map(ResolvedManifest::digest).anyMatch(SkopeoDir::isOther);
        FileTree.write(
                building.resolve(SkopeoDir.VERSION),
                SkopeoDir.version(hasOthers).getBytes(StandardCharsets.US_ASCII));
        FileTree.write(building.resolve(SkopeoDir.MANIFEST), bytes(image, image.root()));
    }

    private byte[] bytes(ResolvedImage image, ResolvedManifest manifest) throws SourceFaultException {
        Digest digest = manifest.digest();
        return StorageFaults.requireIntact(digest, source.manifest(image.name().repository(), digest))
                .bytes();
    }

    /** A directory cannot take the place of one that is not empty: that goes aside first. */
    private void take(Path building, Path directory) throws IOException {
        Files.createDirectories(directory.getParent());
        if (Files.exists(directory)) {
            Path old = staging.next();
            Files.move(directory, old, StandardCopyOption.ATOMIC_MOVE);
            try {
                Files.move(building, directory, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                Files.move(old, directory, StandardCopyOption.ATOMIC_MOVE);
                throw e;
            }
            discard(old);
        } else {
            Files.move(building, directory, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void discard(Path directory) {
        try {
            FileTree.delete(directory);
        } catch (IOException e) {
            // the end of the run, or the next one, removes it
        }
    }
}
