// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.derived;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.source.BrokenTag;
import dev.salvor.source.ImageSource;
import dev.salvor.source.KnownRevisions;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.StaleTags;
import dev.salvor.source.TagOrigin;
import dev.salvor.source.Unnamed;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Looks in a repository for what has no tag, and names it. */
final class RepositoryNaming {
    private final ImageSource source;
    private final Derivation derivation;

    RepositoryNaming(ImageSource source, Derivation derivation) {
        this.source = source;
        this.derivation = derivation;
    }

    /** Whether a tag may be one that is made here. */
    boolean mayMake(Tag tag) {
        return derivation.untagged().isPresent() || About.isTag(tag);
    }

    /**
     * Costs one listing where all revisions have a tag; else the manifests of the tags and of the other revisions are read.
     *
     * @param problems hears of what could not be read or had to be repaired, and of names that cannot be made
     */
    ScannedRepository of(ScannedRepository repository, Consumer<SourceProblem> problems) {
        Optional<KnownRevisions> known = source.tags().known(repository.name()).map(this::wanted);
        if (repository.tags().isEmpty()
                && known.filter(KnownRevisions::isWhole).isEmpty()
                && derivation.untagged().isEmpty()) {
            return repository;
        }
        Set<Digest> tagged =
                repository.tags().stream().map(ScannedTag::digest).collect(Collectors.toCollection(HashSet::new));
        SortedSet<Digest> revisions = source.tags().revisions(repository.name(), tagged, problems);
        LooseRevisions loose = new LooseRevisions(source, repository.name(), tagged, revisions, known);
        Names names = new Names(repository, problems);
        attach(loose, names);
        derivation.untagged().ifPresent(template -> loose.alone().forEach(each -> names.rescue(each, template)));
        SortedSet<Digest> left = loose.left();
        left.removeAll(names.named);
        List<Digest> late = known.map(
                        its -> loose.alone().stream().filter(its::isLate).toList())
                .orElse(List.of());
        Optional<StaleTags> stale =
                known.filter(KnownRevisions::isWhole).isEmpty() ? stale(repository, loose.alone()) : Optional.empty();
        List<ScannedTag> all = names.all();
        return new ScannedRepository(
                repository.name(),
                all,
                repository.broken(),
                repository.untagged() && all.isEmpty(),
                Optional.of(new Unnamed(
                        left,
                        late,
                        derivation.untagged().isPresent() ? loose.deleted().size() : 0,
                        stale)));
    }

    /** Of several that are about the same, the newest: cosign replaces one by one that has more in it. The others are images like any. */
    private void attach(LooseRevisions loose, Names names) {
        Set<Digest> subjects = loose.subjects(derivation.untagged().isPresent());
        loose.attached().entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<Digest, About> each) -> names.pushed(each.getKey()))
                        .reversed()
                        .thenComparing(Map.Entry::getKey))
                .forEach(each -> each.getValue().tags(subjects).forEach(tag -> names.attach(tag, each.getKey())));
        derivation
                .untagged()
                .ifPresent(template -> loose.attached().keySet().stream()
                        .filter(each -> !names.named.contains(each))
                        .sorted()
                        .forEach(each -> names.rescue(each, template)));
    }

    /** Where a whole list says what a tag stands for, links do not matter. */
    private Optional<StaleTags> stale(ScannedRepository repository, Collection<Digest> alone) {
        Optional<Instant> newestLink = repository.tags().stream()
                .filter(tag -> tag.origin() instanceof TagOrigin.Link)
                .map(ScannedTag::modified)
                .max(Comparator.naturalOrder());
        if (newestLink.isEmpty() || alone.isEmpty()) {
            return Optional.empty();
        }
        List<Instant> younger = alone.stream()
                .flatMap(revision -> source.revision(repository.name(), revision).stream())
                .filter(pushed -> pushed.isAfter(newestLink.get()))
                .sorted()
                .toList();
        return younger.isEmpty() || !younger.getLast().isAfter(newestLink.get().plus(StaleTags.MUCH))
                ? Optional.empty()
                : Optional.of(new StaleTags(newestLink.get(), younger.getLast(), younger.size()));
    }

    private KnownRevisions wanted(KnownRevisions known) {
        if (!derivation.withDeleted()) {
            return known;
        }
        Set<Digest> all = new HashSet<>(known.kept());
        all.addAll(known.deleted());
        return new KnownRevisions(all, Set.of(), known.isWhole());
    }

    /** The tags of one repository, and those that are added. */
    private final class Names {
        private final RepositoryName repository;
        private final Consumer<SourceProblem> problems;
        private final Set<Tag> broken;
        private final TreeMap<Tag, ScannedTag> tags = new TreeMap<>();
        private final Set<Digest> named = new HashSet<>();

        Names(ScannedRepository repository, Consumer<SourceProblem> problems) {
            this.repository = repository.name();
            this.problems = problems;
            this.broken = repository.broken().stream().map(BrokenTag::tag).collect(Collectors.toSet());
            repository.tags().forEach(tag -> tags.put(tag.tag(), tag));
        }

        /** Unless somebody else gives this name. */
        void attach(Tag tag, Digest revision) {
            if (isFree(tag)) {
                add(tag, revision, new TagOrigin.Content());
            }
        }

        void rescue(Digest revision, TagTemplate template) {
            Optional<Tag> free = template.of(repository, revision)
                    .filter(this::isFree)
                    .or(() -> template.inFull(repository, revision).filter(this::isFree));
            free.ifPresentOrElse(
                    tag -> add(tag, revision, new TagOrigin.Rescued()),
                    () -> problems.accept(SourceProblem.unreadable(
                            Path.of(repository.value()),
                            revision + " gets no tag by '" + template.text()
                                    + "': what comes out is too long, or is taken")));
        }

        private boolean isFree(Tag tag) {
            return !tags.containsKey(tag) && !broken.contains(tag);
        }

        private void add(Tag tag, Digest revision, TagOrigin origin) {
            tags.put(tag, new ScannedTag(tag, revision, pushed(revision), origin));
            named.add(revision);
        }

        Instant pushed(Digest revision) {
            return source.revision(repository, revision).orElse(Instant.EPOCH);
        }

        List<ScannedTag> all() {
            return List.copyOf(tags.values());
        }
    }
}
