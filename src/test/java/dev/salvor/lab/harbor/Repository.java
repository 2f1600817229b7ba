// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The artifacts and tags of a repository. They are kept here and not in the storage, as Harbor 2.15 does (harbor-live.md §10). */
final class Repository {
    private static final Pattern COSIGN_TAG = Pattern.compile("sha256-[0-9a-f]{64}\\.(sig|att|sbom)");

    private final long id;
    private final String name;
    private final Map<String, Artifact> artifacts = new LinkedHashMap<>();
    private final SortedMap<String, Tag> tags = new TreeMap<>();
    private final Map<String, Instant> pulled = new HashMap<>();
    private int pulls;

    /** @param name with the project */
    Repository(long id, String name) {
        this.id = id;
        this.name = name;
    }

    /**
     * A tag.
     *
     * @param pulled {@link Instant#MIN} for never
     */
    record Tag(long id, String name, String digest, Instant pushed, Instant pulled) {}

    long id() {
        return id;
    }

    String name() {
        return name;
    }

    synchronized void add(Artifact artifact) {
        artifacts.putIfAbsent(artifact.digest(), artifact);
    }

    synchronized void tag(long tagId, String tag, String digest) {
        tags.put(tag, new Tag(tagId, tag, digest, Instant.now(), Instant.MIN));
    }

    synchronized void untag(String tag) {
        tags.remove(tag);
    }

    synchronized void delete(String digest) {
        artifacts.remove(digest);
        tags.values().removeIf(tag -> tag.digest().equals(digest));
    }

    synchronized Optional<Artifact> find(String reference) {
        Tag tag = tags.get(reference);
        return Optional.ofNullable(artifacts.get(tag == null ? reference : tag.digest()));
    }

    /** Sorted by the bytes of their names. */
    synchronized List<String> tagNames() {
        return List.copyOf(tags.keySet());
    }

    synchronized SortedMap<String, String> digests() {
        SortedMap<String, String> digests = new TreeMap<>();
        tags.values().forEach(tag -> digests.put(tag.name(), tag.digest()));
        return digests;
    }

    /** The latest first. */
    synchronized List<Tag> tagsOf(String digest) {
        return tags.values().stream()
                .filter(tag -> tag.digest().equals(digest))
                .sorted(Comparator.comparing(Tag::id).reversed())
                .toList();
    }

    synchronized int pulls() {
        return pulls;
    }

    synchronized Optional<Instant> pulled(String digest) {
        return Optional.ofNullable(pulled.get(digest));
    }

    /** 09: by digest the repository's and the artifact's counters change, by tag also the tag's. */
    synchronized void countPull(String reference, String digest) {
        pulls++;
        pulled.put(digest, Instant.now());
        tags.computeIfPresent(
                reference, (_, tag) -> new Tag(tag.id(), tag.name(), digest, tag.pushed(), Instant.now()));
    }

    /** What the artifact list shows, the latest first: no accessories, no untagged children of an index (17 "artifacts paging"). */
    synchronized List<Artifact> listed() {
        Set<String> children = artifacts.values().stream()
                .map(artifact -> artifact.manifest().children())
                .flatMap(Collection::stream)
                .map(KeptManifest.Child::digest)
                .collect(Collectors.toSet());
        return artifacts.values().stream()
                .filter(artifact -> !isAccessory(artifact))
                .filter(artifact -> !children.contains(artifact.digest())
                        || !tagsOf(artifact.digest()).isEmpty())
                .sorted(Comparator.comparing(Artifact::id).reversed())
                .toList();
    }

    private boolean isAccessory(Artifact artifact) {
        return !artifact.manifest().subject().isEmpty()
                || tagsOf(artifact.digest()).stream()
                        .anyMatch(tag -> COSIGN_TAG.matcher(tag.name()).matches());
    }

    /** In the order of their coming. */
    synchronized List<Artifact> referrers(String subject) {
        return artifacts.values().stream()
                .filter(artifact -> artifact.manifest().subject().equals(subject))
                .toList();
    }
}
