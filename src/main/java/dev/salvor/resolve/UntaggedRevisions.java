// SPDX-License-Identifier: Apache-2.0
package dev.salvor.resolve;

import dev.salvor.image.Descriptor;
import dev.salvor.image.Digest;
import dev.salvor.image.Manifest;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.ImageSource;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.StoredManifest;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The revisions of one repository that no tag reaches, neither directly nor as a child of an index: what a tag pointed to before it moved,
 * and what is named by digest only. Of these, referrers belong to what they are about, by their {@code subject} (image-spec 1.1, "Image
 * Manifest Property Descriptions"): signatures of notation and cosign 3, and what oras attaches. Where a registry has the referrers API,
 * clients make no tag for them.
 */
public final class UntaggedRevisions {
    private final ImageSource source;
    private final RepositoryName repository;
    private final Reach reach;
    /** Without children of indexes. */
    private final SortedSet<Digest> all = new TreeSet<>();

    private final Map<Digest, Digest> subjects = new HashMap<>();

    private UntaggedRevisions(ImageSource source, RepositoryName repository) {
        this.source = source;
        this.repository = repository;
        this.reach = new Reach(source, repository);
    }

    /**
     * Costs one listing, unless somebody has looked already, where all revisions are tagged. Else the tags' manifests are read, and what indexes list only if something is left
     * then; once each.
     *
     * @param problems hears of what could not be read or had to be repaired
     * @throws CancellationException if this thread is interrupted; it stays interrupted
     */
    public static UntaggedRevisions of(
            ImageSource source, ScannedRepository repository, Consumer<SourceProblem> problems) {
        UntaggedRevisions untagged = new UntaggedRevisions(source, repository.name());
        Set<Digest> tagged =
                repository.tags().stream().map(ScannedTag::digest).collect(Collectors.toCollection(HashSet::new));
        SortedSet<Digest> left = repository
                .unnamed()
                .<SortedSet<Digest>>map(its -> new TreeSet<>(its.revisions()))
                .orElseGet(() -> source.tags().revisions(repository.name(), tagged, problems));
        untagged.take(left, tagged);
        return untagged;
    }

    private void take(SortedSet<Digest> left, Set<Digest> tagged) {
        if (!left.isEmpty()) {
            left.removeAll(reach.indexes(tagged));
        }
        if (!left.isEmpty()) {
            left.removeAll(reach.manifests(tagged));
        }
        all.addAll(left);
        for (Digest digest : left) {
            if (source.manifest(repository, digest) instanceof StoredManifest.Intact(Manifest manifest, var _)) {
                manifest.subject().map(Descriptor::digest).ifPresent(subject -> subjects.put(digest, subject));
                if (manifest instanceof Manifest.Index index) {
                    index.children().forEach(child -> all.remove(child.digest()));
                }
            }
        }
    }

    /**
     * Those that are about the given images or about what they consist of, the referrers of referrers too.
     *
     * @param images their digests
     */
    public SortedSet<Digest> referrers(Collection<Digest> images) {
        SortedSet<Digest> found = new TreeSet<>();
        if (subjects.isEmpty()) {
            return found;
        }
        Map<Digest, Digest> candidates = new HashMap<>(subjects);
        Set<Digest> reached = reach.manifests(images);
        boolean goesOn = true;
        while (goesOn) {
            goesOn = false;
            for (Iterator<Map.Entry<Digest, Digest>> left =
                            candidates.entrySet().iterator();
                    left.hasNext(); ) {
                Map.Entry<Digest, Digest> each = left.next();
                if (reached.contains(each.getValue())) {
                    found.add(each.getKey());
                    reached.addAll(reach.manifests(Set.of(each.getKey())));
                    left.remove();
                    goesOn = true;
                }
            }
        }
        found.removeAll(new HashSet<>(images));
        return found;
    }

    /** Those that no index lists either, tagged or not. @param taken revisions that go with images, or are images themselves */
    public SortedSet<Digest> without(Collection<Digest> taken) {
        SortedSet<Digest> left = new TreeSet<>(all);
        if (!left.isEmpty()) {
            left.removeAll(reach.manifests(taken));
        }
        return left;
    }

    /** Whether a tag, or a revision that was taken or is a referrer of an image, has this manifest or blob. */
    boolean isReached(Digest content) {
        return reach.has(content);
    }

    RepositoryName repository() {
        return repository;
    }
}
