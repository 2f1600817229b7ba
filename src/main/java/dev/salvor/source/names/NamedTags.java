// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.source.ImageSource;
import dev.salvor.source.KnownRevisions;
import dev.salvor.source.RevisionsState;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.StoredTag;
import dev.salvor.source.TagOrigin;
import dev.salvor.source.Tags;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The tags of lists, and those that a storage links, as far as they count. */
final class NamedTags implements Tags {
    private final ImageSource source;
    private final Tags links;
    private final TagMerge merge;
    private final List<TagList> lists;

    NamedTags(ImageSource source, TagMerge merge, List<TagList> lists) {
        this.source = source;
        this.links = source.tags();
        this.merge = merge;
        this.lists = List.copyOf(lists);
    }

    /** Where the storage has no repository at all, lists do not make it less empty: the volume is not mounted. */
    @Override
    public void scan(Consumer<ScannedRepository> each, Consumer<SourceProblem> problems) {
        lists.forEach(list -> list.problems().forEach(problems));
        Set<RepositoryName> met = ConcurrentHashMap.newKeySet();
        links.scan(
                repository -> {
                    met.add(repository.name());
                    each.accept(merged(repository, problems));
                },
                problems);
        if (!met.isEmpty()) {
            merge.names().stream()
                    .filter(name -> !met.contains(name))
                    .sorted()
                    .map(name -> merged(nothing(name), problems))
                    // all of it was deleted, files too
                    .filter(repository ->
                            !repository.tags().isEmpty() || !repository.broken().isEmpty())
                    .forEach(each);
        }
    }

    private ScannedRepository merged(ScannedRepository links, Consumer<SourceProblem> problems) {
        ScannedRepository merged = dated(merge.of(links));
        Stream<ScannedRepository> said =
                Stream.concat(lists.stream().flatMap(list -> list.repository(links.name()).stream()), Stream.of(links));
        Differences.of(merged, said).ifPresent(problems);
        return merged;
    }

    @Override
    public void names(Consumer<RepositoryName> each) {
        Set<RepositoryName> met = ConcurrentHashMap.newKeySet();
        links.names(name -> {
            met.add(name);
            each.accept(name);
        });
        merge.names().stream().filter(name -> !met.contains(name)).forEach(each);
    }

    @Override
    public Optional<ScannedRepository> repository(RepositoryName name, Consumer<SourceProblem> problems) {
        Optional<ScannedRepository> linked = links.repository(name, problems);
        return linked.isEmpty() && !merge.names().contains(name)
                ? Optional.empty()
                : Optional.of(dated(merge.of(linked.orElse(nothing(name)))));
    }

    @Override
    public Optional<StoredTag> tag(RepositoryName repository, Tag tag, Consumer<SourceProblem> problems) {
        Optional<StoredTag> listed = merge.listed(repository, tag);
        if (listed.isEmpty()) {
            return merge.takesLinks(repository) ? links.tag(repository, tag, problems) : Optional.empty();
        }
        return listed.map(its -> switch (its) {
            case StoredTag.Linked(ScannedTag named) -> new StoredTag.Linked(dated(repository, named));
            case StoredTag.Broken broken -> broken;
        });
    }

    @Override
    public SortedSet<Digest> revisions(RepositoryName repository, Set<Digest> known, Consumer<SourceProblem> problems) {
        return links.revisions(repository, known, problems);
    }

    @Override
    public Optional<RevisionsState> revisionsState(RepositoryName repository) {
        return links.revisionsState(repository);
    }

    @Override
    public Optional<KnownRevisions> known(RepositoryName repository) {
        return merge.known(repository);
    }

    /** A name that a list gives and a link too is the list's: {@link TagMerge} takes the list first. */
    @Override
    public Optional<Path> link(RepositoryName repository, Tag tag) {
        return links.link(repository, tag);
    }

    @Override
    public TagOrigin origin(ImageName image) {
        return image.tag()
                .flatMap(tag -> merge.listed(image.repository(), tag))
                .map(named -> named instanceof StoredTag.Linked(ScannedTag its) ? its.origin() : new TagOrigin.Link())
                .orElseGet(() -> links.origin(image));
    }

    private static ScannedRepository nothing(RepositoryName name) {
        return new ScannedRepository(name, List.of(), List.of(), false);
    }

    /** What a list does not date is as old as its revision here. */
    private ScannedRepository dated(ScannedRepository repository) {
        return new ScannedRepository(
                repository.name(),
                repository.tags().stream()
                        .map(tag -> dated(repository.name(), tag))
                        .toList(),
                repository.broken(),
                repository.untagged());
    }

    private ScannedTag dated(RepositoryName repository, ScannedTag tag) {
        return tag.isDated()
                ? tag
                : new ScannedTag(
                        tag.tag(),
                        tag.digest(),
                        source.revision(repository, tag.digest()).orElse(Instant.EPOCH),
                        tag.origin());
    }
}
