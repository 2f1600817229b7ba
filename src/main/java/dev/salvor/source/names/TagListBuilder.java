// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.source.TagOrigin;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Collects what a list says. */
final class TagListBuilder {
    private final String list;
    private final TagOrigin origin;
    private final Map<RepositoryName, TagRows> tags = new HashMap<>();
    private final RevisionRows revisions = new RevisionRows();
    private final SortedSet<ImageName> others = new TreeSet<>();
    private final Complaints complaints;
    private boolean lacksDeleted;

    TagListBuilder(String list) {
        this.list = list;
        this.origin = new TagOrigin.Named(list);
        this.complaints = new Complaints(list);
    }

    String list() {
        return list;
    }

    /** What it says of revisions that have no tag. */
    RevisionRows revisions() {
        return revisions;
    }

    Complaints complaints() {
        return complaints;
    }

    /** What was deleted on purpose is not known, or not all of it. */
    void lacksDeleted() {
        lacksDeleted = true;
    }

    /** A repository that may have no tag; empty if no registry takes its name. */
    Optional<RepositoryName> repository(String name) {
        Optional<RepositoryName> known = RepositoryName.tryParse(name);
        known.ifPresentOrElse(this::rows, () -> complaints.skipped("'" + name + "' is no repository name"));
        return known;
    }

    /**
     * @param where to say if it is no name
     * @param moved {@link Instant#EPOCH} if the list does not say
     */
    void tag(String where, String repository, String tag, String digest, Instant moved) {
        Optional<RepositoryName> name = RepositoryName.tryParse(repository);
        Optional<Tag> label = Tag.tryParse(tag);
        Optional<Digest> content = Digest.tryParse(digest);
        if (name.isEmpty()) {
            complaints.skipped(where + ": '" + repository + "' is no repository name");
        } else if (label.isEmpty()) {
            complaints.skipped(where + ": '" + tag + "' is no tag");
        } else if (content.isEmpty()) {
            complaints.skipped(where + ": '" + digest + "' is no digest");
        } else {
            tag(name.get(), label.get(), content.get(), moved);
        }
    }

    void tag(RepositoryName repository, Tag tag, Digest digest, Instant moved) {
        rows(repository).add(tag, digest, moved);
    }

    private TagRows rows(RepositoryName repository) {
        return tags.computeIfAbsent(repository, _ -> new TagRows(origin));
    }

    /** An image whose tag and digest are not both said. */
    void other(ImageName name) {
        others.add(name);
    }

    Set<ImageName> others() {
        return others;
    }

    /** To be called once. @param isComplete whether what it does not have was deleted; not if part of it could not be read */
    TagList build(String kind, boolean isComplete) {
        Map<RepositoryName, NamedRepository> repositories = HashMap.newHashMap(tags.size());
        tags.entrySet().removeIf(each -> {
            RepositoryName name = each.getKey();
            OneDigestEach its = new OneDigestEach(list, name, each.getValue(), complaints);
            repositories.put(name, its.listed());
            its.contested().forEach(digest -> others.add(new ImageName(name, digest)));
            Stream.concat(its.contested().stream(), its.outdated().stream())
                    .forEach(digest -> revisions.kept(name, digest));
            return true;
        });
        return new TagList(
                list,
                kind,
                isComplete && !complaints.isAnyUnreadable(),
                lacksDeleted,
                repositories,
                others,
                revisions,
                complaints.all());
    }
}
