// SPDX-License-Identifier: Apache-2.0
package dev.salvor.plan;

import dev.salvor.image.Digest;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.resolve.UntaggedCount;
import dev.salvor.resolve.UntaggedRevisions;
import dev.salvor.resolve.UntaggedTotal;
import dev.salvor.source.ImageSource;
import dev.salvor.source.SourceProblem;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Consumer;

/** What repositories with selected images have besides their tags: referrers go with what they are about, the rest is counted. */
final class UntaggedIntake {
    private final ImageSource source;
    private final RevisionComparer comparer;
    private final Draft draft;
    private final Consumer<SourceProblem> problems;
    private final UntaggedTotal rest;

    /** @param problems hears of links that could not be read or had to be repaired */
    UntaggedIntake(ImageSource source, RevisionComparer comparer, Draft draft, Consumer<SourceProblem> problems) {
        this.source = source;
        this.comparer = comparer;
        this.draft = draft;
        this.problems = problems;
        this.rest = new UntaggedTotal(source);
    }

    /** @param delivered images of this repository that the target has, or will have, and whose referrers are wanted */
    void take(Pair pair, Compared compared, Collection<Digest> delivered) throws InterruptedException {
        UntaggedRevisions untagged = UntaggedRevisions.of(source, pair.source().all(), problems);
        SortedSet<Digest> referrers = untagged.referrers(delivered);
        Set<Digest> taken = new HashSet<>(referrers);
        taken.addAll(pair.source().revisions());
        rest.add(untagged, taken);
        referrers.removeAll(pair.source().revisions());
        List<Candidate> candidates = referrers.stream().map(pair::of).toList();
        candidates.forEach(each -> draft.open(each.name()));
        comparer.compare(compared, candidates);
    }

    /** @param images all that are to be pushed */
    UntaggedCount rest(Collection<ResolvedImage> images) {
        return rest.without(images);
    }
}
