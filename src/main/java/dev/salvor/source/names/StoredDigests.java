// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import dev.salvor.image.Descriptor;
import dev.salvor.image.Digest;
import dev.salvor.image.Manifest;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.source.ImageSource;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.StoredManifest;
import dev.salvor.source.StoredTag;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the digests that container runtimes print stand for in a storage: they may be of a manifest, of one image of an index, or of a config. */
final class StoredDigests {
    private final ImageSource storage;
    /** Of each repository that was asked for. */
    private final Map<RepositoryName, StoredRevisions> read = new HashMap<>();

    StoredDigests(ImageSource storage) {
        this.storage = storage;
    }

    /** What a tag stands for, and how that is known. */
    sealed interface Meaning {

        /** One, unless a config is that of several manifests. */
        Set<Digest> digests();

        /** As it is printed; or what has this config; or the index that the tag's link names. */
        record Said(Set<Digest> digests) implements Meaning {}

        /** What runs is an image of this index and of no other, and that has no tag: it is what was pulled. */
        record Whole(Digest index) implements Meaning {
            @Override
            public Set<Digest> digests() {
                return Set.of(index);
            }
        }

        /** What runs is an image of several indexes, or of one that has another tag: which was pulled, nobody knows. */
        record OnePlatform(Set<Digest> digests) implements Meaning {}
    }

    /** The digest itself if the storage has nothing of it. */
    Meaning of(RepositoryName repository, Tag tag, Digest told) {
        Set<Digest> meant = manifest(told).isPresent()
                ? Set.of(told)
                : revisions(repository).withConfig(told);
        // who runs one platform's image runs the tag's index
        Optional<Digest> link = link(repository, tag)
                .filter(its -> meant.contains(its) || children(its).anyMatch(meant::contains));
        if (link.isPresent()) {
            return new Meaning.Said(Set.of(link.get()));
        }
        boolean isIndex = meant.stream().anyMatch(each -> manifest(each).orElse(null) instanceof Manifest.Index);
        return isIndex || meant.stream().noneMatch(each -> manifest(each).isPresent())
                ? new Meaning.Said(meant)
                : revisions(repository).meaning(tag, meant);
    }

    private StoredRevisions revisions(RepositoryName repository) {
        return read.computeIfAbsent(repository, name -> StoredRevisions.read(storage, name));
    }

    /** A config is found where manifests are, too, and is none. */
    private Optional<Manifest> manifest(Digest digest) {
        return storage.manifest(digest) instanceof StoredManifest.Intact(Manifest manifest, var _)
                        && !(manifest instanceof Manifest.Unknown)
                ? Optional.of(manifest)
                : Optional.empty();
    }

    private Optional<Digest> link(RepositoryName repository, Tag tag) {
        return storage.tags()
                .tag(repository, tag, _ -> {})
                .flatMap(stored -> stored instanceof StoredTag.Linked(ScannedTag its)
                        ? Optional.of(its.digest())
                        : Optional.empty());
    }

    private Stream<Digest> children(Digest link) {
        return manifest(link).stream()
                .filter(Manifest.Index.class::isInstance)
                .flatMap(manifest -> ((Manifest.Index) manifest).children().stream())
                .map(Descriptor::digest);
    }
}
