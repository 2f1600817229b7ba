// SPDX-License-Identifier: Apache-2.0
package dev.salvor.resolve;

import dev.salvor.image.Descriptor;
import dev.salvor.image.Digest;
import dev.salvor.image.Manifest;
import dev.salvor.source.ImageSource;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.StoredManifest;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Finds the revisions that no tag reaches, neither directly nor as a child of an index: what a tag pointed to before it moved, and what is
 * named by digest only, such as referrers.
 */
public final class UntaggedRevisions {
    private final ImageSource source;
    private final Consumer<SourceProblem> problems;

    /** @param problems hears of what could not be read or had to be repaired */
    public UntaggedRevisions(ImageSource source, Consumer<SourceProblem> problems) {
        this.source = source;
        this.problems = problems;
    }

    /**
     * Costs one listing where all revisions are tagged; else the manifests of the tags are read.
     *
     * @throws CancellationException if this thread is interrupted; it stays interrupted
     */
    public SortedSet<Digest> of(ScannedRepository repository) {
        Set<Digest> tagged =
                repository.tags().stream().map(ScannedTag::digest).collect(Collectors.toCollection(HashSet::new));
        SortedSet<Digest> left = source.tags().revisions(repository.name(), tagged, problems);
        if (!left.isEmpty()) {
            left.removeAll(reached(tagged));
        }
        return left;
    }

    /** These, and what they list, as far as the manifests can be read. */
    Set<Digest> reached(Collection<Digest> tagged) {
        Set<Digest> reached = new HashSet<>(tagged);
        Deque<Digest> next = new ArrayDeque<>(tagged);
        while (!next.isEmpty()) {
            if (source.manifest(next.remove()) instanceof StoredManifest.Intact(Manifest.Index index, var _)) {
                index.children().stream()
                        .map(Descriptor::digest)
                        .filter(reached::add)
                        .forEach(next::add);
            }
        }
        return reached;
    }
}
