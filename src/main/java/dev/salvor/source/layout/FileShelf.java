// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Supplier;

/** Content in files that are called after its digest. Where several are, one that is right is enough. */
final class FileShelf implements Shelf {
    private final FileIndex index;
    private final Enclosure enclosure;
    private final Enclosure.Anchor root;
    private final Supplier<Map<Digest, Path>> missing;
    /** Null as long as nobody has asked. */
    private volatile Map<Digest, Path> places;

    /**
     * @param root that all files lie below
     * @param images the digests of all
     * @param known where images should be that are missing
     */
    FileShelf(
            FileIndex index,
            Enclosure enclosure,
            Enclosure.Anchor root,
            Collection<Digest> images,
            Map<Digest, Path> known) {
        this.index = index;
        this.enclosure = enclosure;
        this.root = root;
        this.missing = () -> MissingContent.of(images, known, index, this::manifest);
    }

    /** The largest: a copy that was interrupted has less than it should. */
    @Override
    public StoredBlob blob(Digest digest) {
        List<Path> files = index.files(digest).toList();
        if (files.isEmpty()) {
            return new StoredBlob.Missing(place(digest));
        }
        StoredBlob best = new StoredBlob.Missing(files.getFirst());
        for (Path file : files) {
            StoredBlob found = look(file);
            if (size(found) > size(best)) {
                best = found;
            }
        }
        return best;
    }

    private static long size(StoredBlob blob) {
        return switch (blob) {
            case StoredBlob.Present present -> present.size();
            case StoredBlob.Unreadable _ -> -1;
            case StoredBlob.Missing _ -> -2;
        };
    }

    private StoredBlob look(Path file) {
        try {
            Enclosure.Entry found = enclosure.find(file, root);
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

    @Override
    public StoredManifest manifest(Digest digest) {
        List<Path> files = index.files(digest).toList();
        if (files.isEmpty()) {
            return new StoredManifest.Missing(place(digest));
        }
        StoredManifest first = new StoredManifest.Missing(files.getFirst());
        for (Path file : files) {
            StoredManifest found = read(file, digest);
            if (found instanceof StoredManifest.Intact) {
                return found;
            }
            first = first instanceof StoredManifest.Missing ? found : first;
        }
        return first;
    }

    private StoredManifest read(Path file, Digest digest) {
        try {
            return ManifestFile.read(file, enclosure.find(file, root), digest);
        } catch (NoSuchFileException e) {
            return new StoredManifest.Missing(file);
        } catch (IOException e) {
            return new StoredManifest.Unreadable(file, IoReason.of(e));
        }
    }

    @Override
    public Path place(Digest digest) {
        return index.files(digest).findFirst().orElseGet(() -> missing(digest));
    }

    private Path missing(Digest digest) {
        if (places == null) {
            synchronized (index) {
                places = places == null ? missing.get() : places;
            }
        }
        return places.getOrDefault(digest, root.directory().resolve(Spelling.PLAIN.name(digest)));
    }

    @Override
    public SortedSet<Digest> digests() {
        return index.digests();
    }
}
