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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the revisions of a repository are to each other, tagged or not. */
final class StoredRevisions {
    /** What people write for a platform's architecture in tags such as {@code 1.0-x86_64}. */
    private static final Map<String, List<String>> OTHER_NAMES =
            Map.of("amd64", List.of("x86_64", "x64"), "arm64", List.of("aarch64"), "386", List.of("i386", "x86"));

    private final Map<Digest, SortedSet<Digest>> byConfig = new HashMap<>();
    private final Map<Digest, Set<Digest>> indexes = new HashMap<>();
    private final Map<Digest, Set<String>> architectures = new HashMap<>();
    private final Set<Digest> tagged = new HashSet<>();

    private StoredRevisions() {}

    /** Reads the manifest of each. */
    static StoredRevisions read(ImageSource storage, RepositoryName repository) {
        StoredRevisions all = new StoredRevisions();
        storage.tags().repository(repository, _ -> {}).stream()
                .flatMap(its -> its.tags().stream())
                .map(ScannedTag::digest)
                .forEach(all.tagged::add);
        for (Digest revision : storage.tags().revisions(repository, Set.of(), _ -> {})) {
            if (storage.manifest(revision) instanceof StoredManifest.Intact(Manifest manifest, var _)) {
                all.add(revision, manifest);
            }
        }
        return all;
    }

    private void add(Digest revision, Manifest manifest) {
        switch (manifest) {
            case Manifest.Image image ->
                byConfig.computeIfAbsent(image.config().digest(), _ -> new TreeSet<>())
                        .add(revision);
            case Manifest.Index index ->
                index.children().forEach(child -> {
                    indexes.computeIfAbsent(child.digest(), _ -> new HashSet<>())
                            .add(revision);
                    architectures
                            .computeIfAbsent(child.digest(), _ -> new HashSet<>())
                            .add(architecture(child));
                });
            case Manifest.Schema1 _, Manifest.Unknown _ -> {}
        }
    }

    private static String architecture(Descriptor child) {
        return child.platform().architecture().toLowerCase(Locale.ROOT);
    }

    /** The manifests that have this config; the digest itself if none has it. */
    Set<Digest> withConfig(Digest config) {
        return byConfig.getOrDefault(config, new TreeSet<>(Set.of(config)));
    }

    /**
     * What a tag stands for by which one of these runs. Careful, since a tag may be of one platform's image on purpose: an index counts only
     * if there is no doubt which, and nothing has a name for it.
     */
    StoredDigests.Meaning meaning(Tag tag, Set<Digest> running) {
        Set<Digest> whole = new HashSet<>();
        running.stream()
                .filter(image -> !isForOnePlatform(tag, image))
                .forEach(image -> whole.addAll(indexes.getOrDefault(image, Set.of())));
        if (whole.isEmpty()) {
            return new StoredDigests.Meaning.Said(running);
        }
        Digest any = whole.iterator().next();
        // what an index in an index is pulled for, the outer one decides
        return whole.size() == 1 && !tagged.contains(any) && !indexes.containsKey(any)
                ? new StoredDigests.Meaning.Whole(any)
                : new StoredDigests.Meaning.OnePlatform(running);
    }

    /** Whether it says so itself, as {@code 1.0-arm64} does. */
    private boolean isForOnePlatform(Tag tag, Digest image) {
        String name = tag.value().toLowerCase(Locale.ROOT);
        return architectures.getOrDefault(image, Set.of()).stream()
                .filter(architecture -> !architecture.isEmpty())
                .anyMatch(architecture -> name.contains(architecture)
                        || OTHER_NAMES.getOrDefault(architecture, List.of()).stream()
                                .anyMatch(name::contains));
    }
}
