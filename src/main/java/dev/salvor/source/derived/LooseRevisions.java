// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.derived;

import dev.salvor.image.Descriptor;
import dev.salvor.image.Digest;
import dev.salvor.image.Manifest;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.ImageSource;
import dev.salvor.source.KnownRevisions;
import dev.salvor.source.StoredManifest;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Sorts the revisions of a repository that no tag names: what tags reach through an index, what is a child of another one, referrers, what is
 * attached to something, what was deleted on purpose; the others stand for themselves.
 */
final class LooseRevisions {
    private final ImageSource source;
    private final RepositoryName repository;
    private final SortedSet<Digest> revisions;
    private final AboutReader reader;
    private final Set<Digest> reached;
    private final SortedSet<Digest> alone = new TreeSet<>();
    private final SortedSet<Digest> deleted = new TreeSet<>();
    private final Map<Digest, About> attached = new HashMap<>();
    private final Set<Digest> children = new HashSet<>();
    /** Of indexes that were deleted. */
    private final Set<Digest> orphans = new HashSet<>();

    /**
     * Reads the manifests of the tags and of the revisions; none where all revisions have a tag.
     *
     * @param tagged digests of all tags
     * @param revisions the others
     * @param known what a whole list knows of them
     */
    LooseRevisions(
            ImageSource source,
            RepositoryName repository,
            Collection<Digest> tagged,
            SortedSet<Digest> revisions,
            Optional<KnownRevisions> known) {
        this.source = source;
        this.repository = repository;
        this.revisions = revisions;
        this.reader = new AboutReader(source);
        this.reached = revisions.isEmpty() ? Set.copyOf(tagged) : reached(tagged);
        for (Digest revision : revisions) {
            if (!reached.contains(revision)) {
                sort(revision, known.filter(its -> its.isDeleted(revision)).isPresent());
            }
        }
        attached.keySet().removeAll(children);
        alone.removeAll(attached.keySet());
        alone.removeAll(children);
        // a child of a deleted index is an image of its own if the registry kept it
        alone.removeIf(revision -> orphans.contains(revision)
                && known.filter(its -> its.kept().contains(revision)).isEmpty());
    }

    private void sort(Digest revision, boolean isDeleted) {
        boolean isReferrer = false;
        if (source.manifest(repository, revision) instanceof StoredManifest.Intact(Manifest manifest, var _)) {
            isReferrer = manifest.subject().isPresent();
            switch (manifest) {
                case Manifest.Index index ->
                    index.children().stream().map(Descriptor::digest).forEach((isDeleted ? orphans : children)::add);
                case Manifest.Image image
                when !isDeleted -> reader.read(repository, image).ifPresent(about -> attached.put(revision, about));
                case Manifest.Image _, Manifest.Schema1 _, Manifest.Unknown _ -> {}
            }
        }
        if (isDeleted) {
            deleted.add(revision);
        } else if (!isReferrer) {
            alone.add(revision);
        }
    }

    private Set<Digest> reached(Collection<Digest> tagged) {
        Set<Digest> all = new HashSet<>(tagged);
        Deque<Digest> next = new ArrayDeque<>(all);
        while (!next.isEmpty()) {
            if (source.manifest(repository, next.remove())
                    instanceof StoredManifest.Intact(Manifest.Index index, var _)) {
                index.children().stream()
                        .map(Descriptor::digest)
                        .filter(all::add)
                        .forEach(next::add);
            }
        }
        return all;
    }

    /** Those that no tag reaches, that are no child, no referrer and nothing attached, and that nobody deleted. */
    SortedSet<Digest> alone() {
        return alone;
    }

    /** Those that no tag reaches, whatever they are, without what was deleted on purpose. */
    SortedSet<Digest> left() {
        SortedSet<Digest> left = new TreeSet<>(revisions);
        left.removeAll(reached);
        left.removeAll(deleted);
        return left;
    }

    /** What was deleted on purpose, itself. */
    SortedSet<Digest> deleted() {
        return deleted;
    }

    /** What says in its content what it is about: signatures, attestations and SBOMs without {@code subject}. */
    Map<Digest, About> attached() {
        return attached;
    }

    /**
     * What those may be about: all that a name leads to.
     *
     * @param named whether those that stand alone get a name
     */
    Set<Digest> subjects(boolean named) {
        Set<Digest> all = new HashSet<>(reached);
        if (named) {
            all.addAll(alone);
            all.addAll(children);
        }
        return all;
    }
}
