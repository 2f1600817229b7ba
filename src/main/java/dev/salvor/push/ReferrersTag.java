// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.image.Digest;
import dev.salvor.image.ReferrersList;
import dev.salvor.image.Tag;
import dev.salvor.registry.Referrers.Listed;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.resolve.SourceFaultException;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One tag in one repository of the target that lists referrers (distribution-spec, "Referrers Tag Schema"): what it lists there is read,
 * united with what comes, and sent. Nothing that is listed there is dropped, so this is no conflict (rule 13). Somebody else may do the
 * same in between: what was sent is looked at again, as long as it takes a few times.
 */
final class ReferrersTag {
    private static final int MOST_PUTS = 4;

    private final TargetTags tags;
    private final Tag tag;
    private final boolean looksAgain;
    /** Between the look and the PUT no other image of this run may change it. */
    private final Lock lock = new ReentrantLock();

    private boolean sent;

    /** @param looksAgain whether somebody else may be at work there, or the target be corrupt (rule 11) */
    ReferrersTag(TargetTags tags, Tag tag, boolean looksAgain) {
        this.tags = tags;
        this.tag = tag;
        this.looksAgain = looksAgain;
    }

    /** Sends a list under the tag. */
    interface Put {
        void send(ReferrersList list) throws RefusedException, SourceFaultException, InterruptedException;
    }

    /**
     * Sees to it that all that a list has is listed.
     *
     * @return whether something was missing; empty if what is there is no list
     */
    Optional<Boolean> unite(ReferrersList ours, Put put)
            throws RefusedException, SourceFaultException, InterruptedException {
        lock.lockInterruptibly();
        try {
            Listed there = tags.list(tag, sent);
            for (int puts = 0; ; puts++) {
                switch (there) {
                    case Listed.Other _ -> {
                        return Optional.empty();
                    }
                    case Listed.List(ReferrersList its)
                    when its.containsAll(ours) -> {
                        return Optional.of(puts > 0);
                    }
                    case Listed.Unchanged _ -> {
                        return Optional.of(true);
                    }
                    case Listed.List _, Listed.Absent _ -> {}
                }
                if (puts == MOST_PUTS) {
                    throw lost();
                }
                ReferrersList united = there instanceof Listed.List(ReferrersList its) ? its.plus(ours) : ours;
                put.send(united);
                sent = true;
                if (!looksAgain) {
                    return Optional.of(true);
                }
                there = tags.after(tag, Digest.of(united.bytes()));
            }
        } finally {
            lock.unlock();
        }
    }

    private RefusedException lost() {
        return new RefusedException(new Refusal(
                Refusal.Reason.UNEXPECTED,
                0,
                "the tag " + tag + ", which lists referrers, was sent " + MOST_PUTS
                        + " times, and each time something else was there afterwards"));
    }
}
