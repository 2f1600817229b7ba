// SPDX-License-Identifier: Apache-2.0
package dev.salvor.plan;

import dev.salvor.concurrent.Parallel;
import dev.salvor.image.Digest;
import dev.salvor.outcome.Outcome;
import dev.salvor.registry.ManifestState;
import dev.salvor.registry.RefusedException;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Compares what has no tag: no listing has it, so a HEAD each tells, in repositories that the target may have. */
final class RevisionComparer {
    private final TargetView target;
    private final ReferrersListComparer lists;
    private final Intake intake;

    RevisionComparer(TargetView target, ReferrersListComparer lists, Intake intake) {
        this.target = target;
        this.lists = lists;
        this.intake = intake;
    }

    /**
     * Takes each into the plan.
     *
     * @param compared what the target says of their repository
     * @return the digests of those that it has, or will have
     */
    Collection<Digest> compare(Compared compared, List<Candidate> candidates) throws InterruptedException {
        Queue<Digest> delivered = new ConcurrentLinkedQueue<>();
        switch (compared) {
            case Compared.ProjectMissing _ -> candidates.forEach(each -> resolve(each, delivered));
            case Compared.Answered answered -> {
                if (answered.listing() == Compared.Listing.NO_REPOSITORY) {
                    candidates.forEach(each -> resolve(each, delivered));
                } else {
                    boolean untold = answered.listing() == Compared.Listing.UNTOLD;
                    Queue<Candidate> there = new ConcurrentLinkedQueue<>();
                    Parallel.each(candidates, each -> ask(each, untold, there, delivered));
                    settle(there, delivered);
                }
            }
        }
        return List.copyOf(delivered);
    }

    /** @param untold whether the target does not even tell if it has the repository: then the push has the last word */
    private void ask(Candidate candidate, boolean untold, Queue<Candidate> there, Queue<Digest> delivered) {
        try {
            switch (target.state(candidate.target(), candidate.digest())) {
                case ManifestState.There _ -> there.add(candidate);
                case ManifestState.Absent _, ManifestState.Broken _ -> resolve(candidate, delivered);
            }
        } catch (RefusedException e) {
            if (untold) {
                resolve(candidate, delivered);
            } else {
                intake.settle(candidate, new Outcome.Refused(e.refusal()));
            }
        }
    }

    /** A referrer that is there and that nothing names there is not done. */
    private void settle(Collection<Candidate> there, Queue<Digest> delivered) throws InterruptedException {
        Set<Candidate> unlisted = lists.unlisted(there);
        for (Candidate each : there) {
            if (unlisted.contains(each)) {
                resolve(each, delivered);
            } else {
                intake.settle(each, new Outcome.AlreadyThere(true));
                delivered.add(each.digest());
            }
        }
    }

    private void resolve(Candidate candidate, Queue<Digest> delivered) {
        if (intake.resolve(candidate)) {
            delivered.add(candidate.digest());
        }
    }
}
