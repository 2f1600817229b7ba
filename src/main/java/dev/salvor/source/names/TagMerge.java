// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.source.BrokenTag;
import dev.salvor.source.KnownRevisions;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.StoredTag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What counts of what several lists and the links of a repository say. A whole dump that knows the repository ends the search: what it does not have was
 * deleted, though links of it may be left (protocol.md §1.11).
 */
final class TagMerge {
    private final List<TagList> lists;
    private final Precedence precedence;

    TagMerge(List<TagList> lists, Precedence precedence) {
        this.lists = List.copyOf(lists);
        this.precedence = precedence;
    }

    /** Whether links of this repository count for nothing. */
    private boolean dumpKnows(RepositoryName repository) {
        return lists.stream()
                .anyMatch(list -> list.isComplete() && list.repositories().contains(repository));
    }

    Set<RepositoryName> names() {
        return lists.stream()
                .filter(list -> list.isComplete() || precedence != Precedence.DISK)
                .flatMap(list -> list.repositories().stream())
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** What the lists say of a repository, as far as they count, the first first: none behind a whole dump. */
    private List<TagList> listed(RepositoryName repository) {
        List<TagList> listed = new ArrayList<>();
        for (TagList list : lists) {
            if (list.repositories().contains(repository) && (list.isComplete() || precedence != Precedence.DISK)) {
                listed.add(list);
                if (list.isComplete()) {
                    break;
                }
            }
        }
        return listed;
    }

    /** What the list says that counts; empty if none of them has it. */
    Optional<StoredTag> listed(RepositoryName repository, Tag tag) {
        return listed(repository).stream()
                .flatMap(list -> list.find(repository, tag).stream())
                .findFirst();
    }

    /** Whether a link counts that no list knows. */
    boolean takesLinks(RepositoryName repository) {
        return !dumpKnows(repository) && precedence != Precedence.FILE;
    }

    /** What the whole dump that counts knows; else the first that was cut after it had said what was deleted. */
    Optional<KnownRevisions> known(RepositoryName repository) {
        return lists.stream()
                .flatMap(list -> list.known(repository).stream())
                .min(Comparator.comparing(its -> !its.isWhole()));
    }

    /** @param links what the storage has of a repository */
    ScannedRepository of(ScannedRepository links) {
        Map<Tag, StoredTag> merged = new TreeMap<>();
        List<TagList> listed = listed(links.name());
        listed.stream()
                .flatMap(list -> list.repository(links.name()).stream())
                .flatMap(TagMerge::tags)
                .forEach(tag -> merged.putIfAbsent(name(tag), tag));
        if (takesLinks(links.name())) {
            tags(links).forEach(tag -> merged.putIfAbsent(name(tag), tag));
        }
        List<ScannedTag> good = new ArrayList<>();
        List<BrokenTag> broken = new ArrayList<>();
        merged.values().forEach(each -> {
            switch (each) {
                case StoredTag.Linked(ScannedTag tag) -> good.add(tag);
                case StoredTag.Broken(BrokenTag tag) -> broken.add(tag);
            }
        });
        return new ScannedRepository(links.name(), good, broken, merged.isEmpty() && hasImages(links));
    }

    /** Whether a repository has images, named or not: what Harbor deleted on purpose counts for nothing. */
    private boolean hasImages(ScannedRepository links) {
        boolean hasRevisions =
                links.untagged() || !links.tags().isEmpty() || !links.broken().isEmpty();
        return hasRevisions
                && known(links.name()).map(its -> !its.kept().isEmpty()).orElse(true);
    }

    private static Stream<StoredTag> tags(ScannedRepository repository) {
        return Stream.concat(
                repository.tags().stream().map(StoredTag.Linked::new),
                repository.broken().stream().map(StoredTag.Broken::new));
    }

    private static Tag name(StoredTag tag) {
        return switch (tag) {
            case StoredTag.Linked(ScannedTag its) -> its.tag();
            case StoredTag.Broken(BrokenTag its) -> its.tag();
        };
    }
}
