// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.source.BrokenTag;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.TagOrigin;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects what a list says. Of two digests for one tag the later one counts, if both have a time; else neither. */
final class TagListBuilder {
    /** More than anybody reads: a file of something else has nothing but problems. */
    private static final int PROBLEMS = 1000;

    private static final Comparator<ScannedTag> BY_NAME = Comparator.comparing(ScannedTag::tag);

    private final String list;
    private final TagOrigin origin;
    private final Map<RepositoryName, Map<Tag, ScannedTag>> tags = new HashMap<>();
    private final Map<RepositoryName, SortedMap<Tag, BrokenTag>> broken = new HashMap<>();
    private final RevisionRows revisions = new RevisionRows();
    private final List<SourceProblem> problems = new ArrayList<>();
    private long problemsLeft;

    TagListBuilder(String list) {
        this.list = list;
        this.origin = new TagOrigin.Named(list);
    }

    String list() {
        return list;
    }

    /** A repository that may have no tag. */
    void repository(String name) {
        RepositoryName.tryParse(name)
                .ifPresentOrElse(
                        known -> tags.computeIfAbsent(known, _ -> new HashMap<>()),
                        () -> skipped("'" + name + "' is no repository name"));
    }

    /**
     * @param where to say if it is no name
     * @param moved {@link Instant#EPOCH} if the list does not say
     * @return whether it is a name, and a digest
     */
    boolean tag(String where, String repository, String tag, String digest, Instant moved) {
        Optional<RepositoryName> name = RepositoryName.tryParse(repository);
        Optional<Tag> label = Tag.tryParse(tag);
        Optional<Digest> content = Digest.tryParse(digest);
        if (name.isEmpty()) {
            skipped(where + ": '" + repository + "' is no repository name");
        } else if (label.isEmpty()) {
            skipped(where + ": '" + tag + "' is no tag");
        } else if (content.isEmpty()) {
            skipped(where + ": '" + digest + "' is no digest");
        } else {
            add(name.get(), new ScannedTag(label.get(), content.get(), moved, origin));
            return true;
        }
        return false;
    }

    private void add(RepositoryName repository, ScannedTag tag) {
        Map<Tag, ScannedTag> its = tags.computeIfAbsent(repository, _ -> new HashMap<>());
        ScannedTag before = its.putIfAbsent(tag.tag(), tag);
        if (before == null || before.digest().equals(tag.digest())) {
            return;
        }
        String both = list + " gives two digests for " + repository + ":" + tag.tag() + ": " + before.digest() + " and "
                + tag.digest();
        if (before.modified().equals(tag.modified())
                || before.modified().equals(Instant.EPOCH)
                || tag.modified().equals(Instant.EPOCH)) {
            broken.computeIfAbsent(repository, _ -> new TreeMap<>())
                    .put(tag.tag(), new BrokenTag(tag.tag(), false, both));
        } else {
            ScannedTag later = before.modified().isAfter(tag.modified()) ? before : tag;
            its.put(tag.tag(), later);
            problem(SourceProblem.repaired(path(), both + "; the later one, " + later.digest() + ", is used"));
        }
    }

    /** A revision that the registry had, and that no tag names. */
    void kept(String repository, String digest) {
        revisions.kept(repository, digest);
    }

    /** A revision that was deleted on purpose. */
    void deleted(String repository, String digest) {
        revisions.deleted(repository, digest);
    }

    /** What no registry takes. */
    void skipped(String reason) {
        problem(SourceProblem.skipped(path(), reason));
    }

    /** What may have had more names. */
    void unreadable(String reason) {
        problem(SourceProblem.unreadable(path(), reason));
    }

    private void problem(SourceProblem problem) {
        if (problems.size() < PROBLEMS) {
            problems.add(problem);
        } else {
            problemsLeft++;
        }
    }

    private Path path() {
        return Path.of(list.replace('\0', '?'));
    }

    TagList build(String kind, boolean isComplete, boolean isDated) {
        if (problemsLeft > 0) {
            problems.add(SourceProblem.unreadable(path(), problemsLeft + " more problems, not listed"));
        }
        Map<RepositoryName, ScannedRepository> repositories = HashMap.newHashMap(tags.size());
        tags.forEach((name, its) -> {
            SortedMap<Tag, BrokenTag> twice = broken.getOrDefault(name, Collections.emptySortedMap());
            its.keySet().removeAll(twice.keySet());
            repositories.put(
                    name,
                    new ScannedRepository(
                            name, its.values().stream().sorted(BY_NAME).toList(), List.copyOf(twice.values()), false));
        });
        tags.clear();
        return new TagList(list, kind, isComplete, isDated, repositories, revisions, problems);
    }
}
