// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.disk;

import dev.salvor.image.Digest;
import dev.salvor.image.ManifestParser;
import dev.salvor.source.StoredManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The file of a manifest. */
public final class ManifestFile {
    /**
     * What is held in memory of one. Distribution takes 4 MiB ({@code maxManifestBodySize} in {@code registry/handlers/manifests.go}),
     * which the distribution spec wants of every registry ("Pushing Manifests"); others may take more, and the target decides.
     */
    public static final int MAX_BYTES = 16 << 20;

    private ManifestFile() {}

    /**
     * What a file holds.
     *
     * @param file as messages name it
     */
    public static StoredManifest read(Path file, Enclosure.Entry found, Digest digest) throws IOException {
        // Looked at before it is opened: to open a FIFO blocks.
        if (!found.attributes().isRegularFile()) {
            return new StoredManifest.Unreadable(file, "not a regular file");
        }
        try (InputStream in = Files.newInputStream(found.path(), LinkOption.NOFOLLOW_LINKS)) {
            return check(file, in.readNBytes(MAX_BYTES + 1), digest);
        }
    }

    /**
     * What bytes are.
     *
     * @param file as messages name it
     * @param bytes all of them, or more than {@link #MAX_BYTES}
     */
    public static StoredManifest check(Path file, byte[] bytes, Digest digest) {
        if (bytes.length == 0) {
            return new StoredManifest.Damaged(file, "is empty, as a full disk or a crash leaves it");
        }
        if (bytes.length > MAX_BYTES) {
            return new StoredManifest.Unreadable(file, "has more than 16 MiB, and salvor reads no larger manifest");
        }
        Digest actual = Digest.of(digest.algorithm(), bytes);
        if (!actual.equals(digest)) {
            return new StoredManifest.Damaged(file, "its " + bytes.length + " bytes have the digest " + actual);
        }
        return new StoredManifest.Intact(ManifestParser.parse(bytes), bytes);
    }
}
