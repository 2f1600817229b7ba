// SPDX-License-Identifier: Apache-2.0
package dev.salvor.select;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.ImageSource;
import dev.salvor.source.StoredTag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Images that are wanted before all others: those that a cluster runs. */
public final class FirstImages {
    private final List<Running> wanted;
    private final boolean isOnly;
    /** Whether it is known what they are in the storage. */
    private final boolean isFound;

    private final Map<RepositoryName, Set<Digest>> found;
    private final List<ImageName> absent;

    private FirstImages(
            List<Running> wanted,
            boolean isOnly,
            boolean isFound,
            Map<RepositoryName, Set<Digest>> found,
            List<ImageName> absent) {
        this.wanted = wanted;
        this.isOnly = isOnly;
        this.isFound = isFound;
        this.found = found;
        this.absent = absent;
    }

    /** @param isOnly whether nothing else is wanted */
    public FirstImages(Collection<Running> wanted, boolean isOnly) {
        this(List.copyOf(wanted), isOnly, false, Map.of(), List.of());
    }

    /**
     * What a cluster says that it runs.
     *
     * @param name by a tag, or by the digest
     * @param digest by which it pulled it; empty if only a tag is known
     */
    public record Running(ImageName name, Optional<Digest> digest) {}

    /** What they are in a storage, as far as the shard owns their repositories. Reads a link for each, once. */
    FirstImages in(ImageSource storage, Shard shard) {
        if (isFound) {
            return this;
        }
        Map<RepositoryName, Set<Digest>> there = new HashMap<>();
        List<ImageName> missing = new ArrayList<>();
        for (Running each : wanted) {
            RepositoryName repository = each.name().repository();
            if (shard.owns(repository)) {
                find(each, storage)
                        .ifPresentOrElse(
                                digest -> there.computeIfAbsent(repository, _ -> new HashSet<>())
                                        .add(digest),
                                () -> missing.add(each.name()));
            }
        }
        return new FirstImages(
                wanted,
                isOnly,
                true,
                there,
                missing.stream().distinct().sorted().toList());
    }

    private static Optional<Digest> find(Running image, ImageSource storage) {
        ImageName name = image.name();
        if (image.digest()
                .flatMap(digest -> storage.revision(name.repository(), digest))
                .isPresent()) {
            return image.digest();
        }
        Optional<Digest> tagged = name.tag()
                .flatMap(tag -> storage.tags().tag(name.repository(), tag, _ -> {}))
                .flatMap(link -> link instanceof StoredTag.Linked its
                        ? Optional.of(its.tag().digest())
                        : Optional.empty());
        return image.digest().isEmpty() ? tagged : tagged.filter(image.digest().get()::equals);
    }

    /** As the list has them. */
    public List<Running> wanted() {
        return wanted;
    }

    boolean isOnly() {
        return isOnly;
    }

    boolean concern(RepositoryName repository) {
        return found.containsKey(repository);
    }

    /** Those of a repository that are in the storage. */
    public Set<Digest> of(RepositoryName repository) {
        return found.getOrDefault(repository, Set.of());
    }

    /** How many are in the storage. */
    public int size() {
        return found.values().stream().mapToInt(Set::size).sum();
    }

    /** What is not in the storage, sorted. */
    public List<ImageName> absent() {
        return absent;
    }
}
