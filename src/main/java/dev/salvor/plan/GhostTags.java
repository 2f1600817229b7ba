// SPDX-License-Identifier: Apache-2.0
package dev.salvor.plan;

import dev.salvor.concurrent.Parallel;
import dev.salvor.image.RepositoryName;
import dev.salvor.registry.ManifestState;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.source.ScannedTag;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Finds tags that a registry lists and does not have. Distribution 2.x lists a tag as soon as its directory exists (protocol.md §1.7,
 * §5.2): a full disk or a kill in the middle of a PUT leaves such a ghost, and a comparison by name would take it for the image.
 *
 * <p>An earlier run that ended like that left other tags missing, and pushed the oldest of each repository first. So as long as
 * anything is missing, the newest common tags of each repository are asked for; if nothing is, nothing is.
 */
public final class GhostTags {
    /** As many of one repository as can have been on their way at once: the size of the window of images. */
    public static final int NEWEST = 16;

    private final TargetView target;
    private final Queue<Doubt> doubts = new ConcurrentLinkedQueue<>();

    GhostTags(TargetView target) {
        this.target = target;
    }

    /** A tag that is there by name. */
    record Doubt(RepositoryName source, RepositoryName target, ScannedTag tag) {}

    /** What comes out about a doubt. */
    interface Judge {
        void there(Doubt doubt);

        void ghost(Doubt doubt);

        void refused(Doubt doubt, Refusal refusal);
    }

    /** Takes the tags of a repository that are on both sides; gives back those that are beyond doubt. */
    List<ScannedTag> doubt(RepositoryName source, RepositoryName repository, List<ScannedTag> common) {
        if (!target.mayListGhosts()) {
            return common;
        }
        List<ScannedTag> newestFirst = common.stream()
                .sorted(Comparator.comparing(ScannedTag::modified).reversed())
                .toList();
        newestFirst.stream().limit(NEWEST).forEach(tag -> doubts.add(new Doubt(source, repository, tag)));
        return newestFirst.stream().skip(NEWEST).toList();
    }

    /** Settles all doubts at once: in favour of the tags, unless they are asked for and denied. */
    void settle(boolean ask, Judge judge) throws InterruptedException {
        if (!ask) {
            doubts.forEach(judge::there);
            return;
        }
        Parallel.each(doubts, doubt -> {
            try {
                switch (target.state(doubt.target(), doubt.tag().tag())) {
                    case ManifestState.There _ -> judge.there(doubt);
                    case ManifestState.Absent _, ManifestState.Broken _ -> judge.ghost(doubt);
                }
            } catch (RefusedException e) {
                judge.refused(doubt, e.refusal());
            }
        });
    }
}
