// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.IoReason;
import dev.salvor.image.Digest;
import dev.salvor.image.ManifestParser;
import dev.salvor.source.StoredBlob;
import dev.salvor.source.StoredManifest;
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
    private final Tree tree;
    private final FileIndex index;
    private final Map<Digest, byte[]> made;
    private final Supplier<Map<Digest, Path>> missing;
    /** Null as long as nobody has asked. */
    private volatile Map<Digest, Path> places;

    /**
     * @param images the digests of all
     * @param known where images should be that are missing
     * @param made manifests that are in no file
     */
    FileShelf(
            Tree tree, FileIndex index, Collection<Digest> images, Map<Digest, Path> known, Map<Digest, byte[]> made) {
        this.tree = tree;
        this.index = index;
        this.made = Map.copyOf(made);
        this.missing = () -> MissingContent.of(images, known, index, this::manifest);
    }

    /** The largest: a copy that was interrupted has less than it should. */
    @Override
    public StoredBlob blob(Digest digest) {
        List<Path> files = index.files(digest).toList();
        if (files.isEmpty()) {
            return new StoredBlob.Missing(place(digest));
        }
        StoredBlob best = look(files.getFirst());
        for (Path file : files.subList(1, files.size())) {
            StoredBlob found = look(file);
            best = size(found) > size(best) ? found : best;
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
            return new StoredBlob.Present(tree.file(file));
        } catch (NoSuchFileException e) {
            return new StoredBlob.Missing(tree.shown(file));
        } catch (IOException e) {
            return new StoredBlob.Unreadable(tree.shown(file), IoReason.of(e));
        }
    }

    @Override
    public StoredManifest manifest(Digest digest) {
        byte[] own = made.get(digest);
        if (own != null) {
            return new StoredManifest.Intact(ManifestParser.parse(own), own);
        }
        List<Path> files = index.files(digest).toList();
        if (files.isEmpty()) {
            return new StoredManifest.Missing(place(digest));
        }
        StoredManifest first = read(files.getFirst(), digest);
        for (Path file : files.subList(1, files.size())) {
            if (first instanceof StoredManifest.Intact) {
                return first;
            }
            StoredManifest found = read(file, digest);
            first = found instanceof StoredManifest.Intact || first instanceof StoredManifest.Missing ? found : first;
        }
        return first;
    }

    private StoredManifest read(Path file, Digest digest) {
        Path shown = tree.shown(file);
        try {
            return ManifestFile.check(shown, tree.read(file, ManifestFile.MAX_BYTES + 1), digest);
        } catch (NoSuchFileException e) {
            return new StoredManifest.Missing(shown);
        } catch (IOException e) {
            return new StoredManifest.Unreadable(shown, IoReason.of(e));
        }
    }

    @Override
    public Path place(Digest digest) {
        return tree.shown(index.files(digest).findFirst().orElseGet(() -> missing(digest)));
    }

    private Path missing(Digest digest) {
        if (places == null) {
            synchronized (index) {
                places = places == null ? missing.get() : places;
            }
        }
        return places.getOrDefault(digest, tree.root().resolve(Spelling.PLAIN.name(digest)));
    }

    @Override
    public SortedSet<Digest> digests() {
        return index.digests();
    }
}
