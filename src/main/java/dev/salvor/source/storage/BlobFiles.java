// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import dev.salvor.IoReason;
import dev.salvor.content.FileContent;
import dev.salvor.image.Digest;
import dev.salvor.source.StoredBlob;
import dev.salvor.source.StoredManifest;
import dev.salvor.source.disk.Enclosure;
import dev.salvor.source.disk.ManifestFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The files that hold blobs and manifests, all in one pool. */
final class BlobFiles {
    private final StorageLayout layout;
    private final Enclosure enclosure;
    /** Null until the first look that succeeds. */
    private volatile Enclosure.Anchor anchor;

    BlobFiles(StorageLayout layout, Enclosure enclosure) {
        this.layout = layout;
        this.enclosure = enclosure;
    }

    StoredBlob stat(Digest digest) {
        Path file = layout.data(digest);
        try {
            Enclosure.Entry found = find(file);
            return found.attributes().isRegularFile()
                    ? new StoredBlob.Present(
                            new FileContent(found.path(), found.attributes().size()))
                    : new StoredBlob.Unreadable(file, "not a regular file");
        } catch (NoSuchFileException e) {
            return new StoredBlob.Missing(file);
        } catch (IOException e) {
            return new StoredBlob.Unreadable(file, IoReason.of(e));
        }
    }

    boolean has(Digest digest) {
        return stat(digest) instanceof StoredBlob.Present;
    }

    StoredManifest manifest(Digest digest) {
        Path file = layout.data(digest);
        try {
            return ManifestFile.read(file, find(file), digest);
        } catch (NoSuchFileException e) {
            return new StoredManifest.Missing(file);
        } catch (IOException e) {
            return new StoredManifest.Unreadable(file, IoReason.of(e));
        }
    }

    private Enclosure.Entry find(Path file) throws IOException {
        Path pool = layout.blobs();
        Enclosure.Anchor known = anchor;
        if (known == null) {
            known = enclosure.anchor(pool);
            anchor = known;
        }
        return enclosure.find(file, known);
    }
}
