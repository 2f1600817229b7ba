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
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the digests that container runtimes print stand for in a storage: they may be of a manifest, of one image of an index, or of a config. */
final class StoredDigests {
    private final ImageSource storage;
    /** By the config's digest, of each repository that was asked for. */
    private final Map<RepositoryName, Map<Digest, SortedSet<Digest>>> byConfig = new HashMap<>();

    StoredDigests(ImageSource storage) {
        this.storage = storage;
    }

    /** The manifests that the tag may stand for; the digest itself if the storage has nothing of it. */
    Set<Digest> of(RepositoryName repository, Tag tag, Digest told) {
        Set<Digest> meant = isManifest(told)
                ? Set.of(told)
                : byConfig.computeIfAbsent(repository, this::configs).getOrDefault(told, new TreeSet<>(Set.of(told)));
        // who runs one platform's image runs the tag's index
        return link(repository, tag)
                .filter(link -> meant.contains(link) || children(link).anyMatch(meant::contains))
                .map(Set::of)
                .orElse(meant);
    }

    private boolean isManifest(Digest digest) {
        return manifest(digest).isPresent();
    }

    /** A config is found where manifests are, too, and is none. */
    private Optional<Manifest> manifest(Digest digest) {
        return storage.manifest(digest) instanceof StoredManifest.Intact(Manifest manifest, var _)
                        && !(manifest instanceof Manifest.Unknown)
                ? Optional.of(manifest)
                : Optional.empty();
    }

    private Map<Digest, SortedSet<Digest>> configs(RepositoryName repository) {
        Map<Digest, SortedSet<Digest>> configs = new HashMap<>();
        for (Digest revision : storage.tags().revisions(repository, Set.of(), _ -> {})) {
            if (manifest(revision).orElse(null) instanceof Manifest.Image image) {
                configs.computeIfAbsent(image.config().digest(), _ -> new TreeSet<>())
                        .add(revision);
            }
        }
        return configs;
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
