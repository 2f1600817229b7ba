// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.image.Descriptor;
import dev.salvor.image.Digest;
import dev.salvor.image.Manifest;
import dev.salvor.image.ManifestParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;

/** Looks whether an exported image lies there as it was written. No blob is read. */
final class WholeImage {
    /** As much as of the source's. */
    private static final int MAX_MANIFEST = 16 << 20;

    private final Parts parts;
    private final Set<Digest> seen = new HashSet<>();

    /** Where an image's parts lie. */
    interface Parts {
        /** Of a manifest that another one lists. */
        Path child(Digest digest);

        Path blob(Digest digest);
    }

    private WholeImage(Parts parts) {
        this.parts = parts;
    }

    /** @param root the file of the manifest that the name stands for */
    static Found find(Path root, Parts parts) {
        try {
            byte[] bytes = read(root);
            return new WholeImage(parts).isWhole(bytes) ? new Found.Whole(Digest.of(bytes)) : new Found.Broken();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return new Found.Absent();
        } catch (IOException e) {
            return new Found.Broken();
        }
    }

    private static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(MAX_MANIFEST + 1);
            if (bytes.length > MAX_MANIFEST) {
                throw new IOException("no manifest is that large");
            }
            return bytes;
        }
    }

    private boolean isWhole(byte[] bytes) {
        return switch (ManifestParser.parse(bytes)) {
            case Manifest.Image image -> image.blobs().allMatch(this::isThere);
            case Manifest.Index index -> index.children().stream().allMatch(this::isChildThere);
            case Manifest.Schema1 _, Manifest.Unknown _ -> false;
        };
    }

    /** A foreign layer goes along only if the source has it. */
    private boolean isThere(Descriptor blob) {
        long size = size(parts.blob(blob.digest()));
        return size == blob.size() || size < 0 && blob.isForeign();
    }

    /** What an index lists may be a blob, such as a build cache's. Each is looked at once, so nesting ends. */
    private boolean isChildThere(Descriptor child) {
        if (!seen.add(child.digest())) {
            return true;
        }
        if (!child.mediaType().isManifest() && size(parts.child(child.digest())) < 0) {
            return isThere(child);
        }
        try {
            byte[] bytes = read(parts.child(child.digest()));
            return Digest.of(bytes).equals(child.digest()) && isWhole(bytes);
        } catch (IOException e) {
            return false;
        }
    }

    private static long size(Path file) {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isRegularFile() ? attributes.size() : -1;
        } catch (IOException e) {
            return -1;
        }
    }
}
