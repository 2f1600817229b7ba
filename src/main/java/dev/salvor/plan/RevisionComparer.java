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
import java.util.concurrent.ConcurrentLinkedQueue;

/** Compares what has no tag: no listing has it, so a HEAD each tells, in repositories that the target may have. */
final class RevisionComparer {
    private final TargetView target;
    private final Intake intake;

    RevisionComparer(TargetView target, Intake intake) {
        this.target = target;
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
                    Parallel.each(candidates, each -> ask(each, untold, delivered));
                }
            }
        }
        return List.copyOf(delivered);
    }

    /** @param untold whether the target does not even tell if it has the repository: then the push has the last word */
    private void ask(Candidate candidate, boolean untold, Queue<Digest> delivered) {
        try {
            switch (target.state(candidate.target(), candidate.digest())) {
                case ManifestState.There _ -> {
                    intake.settle(candidate, new Outcome.AlreadyThere(true));
                    delivered.add(candidate.digest());
                }
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

    private void resolve(Candidate candidate, Queue<Digest> delivered) {
        if (intake.resolve(candidate)) {
            delivered.add(candidate.digest());
        }
    }
}
