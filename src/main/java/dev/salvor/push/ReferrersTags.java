// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.MediaType;
import dev.salvor.image.ReferrersList;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.outcome.Outcome;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.resolve.ReferrerTag;
import dev.salvor.resolve.SourceFaultException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps the tags that list referrers where the registry does not (distribution-spec, "Referrers Tag Schema"): what is there is read,
 * united with what comes, and sent. Nothing that is listed there is dropped, so this is no conflict (rule 13).
 */
final class ReferrersTags {
    private final Destination destination;
    /** By repository: some registries are several behind one address. */
    private final Map<RepositoryName, Boolean> listed = new HashMap<>();
    /** Lists of this run. */
    private final Set<ImageName> sent = new HashSet<>();
    /** Between the look and the PUT no other image of this run may change a list. */
    private final Lock lock = new ReentrantLock();

    ReferrersTags(Destination destination) {
        this.destination = destination;
    }

    interface Put {
        void send() throws RefusedException, SourceFaultException, InterruptedException;
    }

    /**
     * Sees to it that a referrer that was sent by its digest can be found.
     *
     * @param isNew whether the target did not have the repository before
     * @param bytes of the referrer
     */
    void list(RepositoryName repository, boolean isNew, Digest subject, byte[] bytes)
            throws RefusedException, InterruptedException {
        Optional<Tag> tag = ReferrerTag.listOf(subject);
        lock.lockInterruptibly();
        try {
            if (tag.isEmpty() || isListed(repository, subject)) {
                return;
            }
            ReferrersList referrer = ReferrersList.of(bytes);
            Optional<byte[]> there = read(repository, isNew, tag.get());
            if (there.isEmpty()) {
                put(repository, tag.get(), referrer);
                return;
            }
            ReferrersList list = ReferrersList.parse(there.get()).orElseThrow(() -> noList(tag.get()));
            if (!list.containsAll(referrer)) {
                put(repository, tag.get(), list.plus(referrer));
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sends a list that the storage has, so that what the target lists stays listed.
     *
     * @param exact sends it as it is, where the target lists nothing else
     */
    Outcome push(RepositoryName repository, boolean isNew, Tag tag, ReferrersList list, Digest digest, Put exact)
            throws RefusedException, SourceFaultException, InterruptedException {
        lock.lockInterruptibly();
        try {
            Optional<byte[]> there = read(repository, isNew, tag);
            sent.add(new ImageName(repository, tag));
            if (there.isEmpty()) {
                exact.send();
                return new Outcome.Pushed();
            }
            Optional<ReferrersList> known = ReferrersList.parse(there.get());
            if (known.isEmpty()) {
                return new Outcome.Conflict(digest, Digest.of(there.get()));
            }
            if (known.get().containsAll(list)) {
                return new Outcome.AlreadyThere(true);
            }
            if (list.containsAll(known.get())) {
                exact.send();
            } else {
                put(repository, tag, known.get().plus(list));
            }
            return new Outcome.Pushed();
        } finally {
            lock.unlock();
        }
    }

    private boolean isListed(RepositoryName repository, Digest subject) throws RefusedException {
        Boolean known = listed.get(repository);
        if (known == null) {
            known = destination.listsReferrers(repository, subject);
            listed.put(repository, known);
        }
        return known;
    }

    /** Nobody is asked where the repository is new and this run has sent no list. */
    private Optional<byte[]> read(RepositoryName repository, boolean isNew, Tag tag) throws RefusedException {
        return isNew && !sent.contains(new ImageName(repository, tag))
                ? Optional.empty()
                : destination.read(repository, tag);
    }

    private void put(RepositoryName repository, Tag tag, ReferrersList list) throws RefusedException {
        sent.add(new ImageName(repository, tag));
        destination.putManifest(repository, tag, MediaType.OCI_INDEX, list.bytes());
    }

    private static RefusedException noList(Tag tag) {
        return new RefusedException(new Refusal(
                Refusal.Reason.UNEXPECTED,
                0,
                "the tag " + tag + " is no list of referrers there, so this one cannot be listed"));
    }
}
