// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.image.Digest;
import dev.salvor.image.Reference;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.registry.ManifestState;
import dev.salvor.registry.Referrers;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import java.util.Optional;

/**
 * What a repository of the target has under a tag that is about to be sent: nothing that it has is replaced (rule 13). The plan may rest
 * on a listing that was not whole, or somebody may have pushed since. Nobody is asked where the repository is new. Between this and the
 * PUT lies one round trip, in which somebody else may push: the distribution spec has no PUT on a condition.
 */
final class TargetTags {
    private final RepositoryName repository;
    private final boolean isNew;
    private final Destination destination;

    /** @param isNew whether the target certainly did not have the repository before */
    TargetTags(RepositoryName repository, boolean isNew, Destination destination) {
        this.repository = repository;
        this.isNew = isNew;
        this.destination = destination;
    }

    private interface Question<T> {
        T ask() throws RefusedException;
    }

    /** @throws RefusedException if it does not tell, not even when it is asked again */
    ManifestState before(Reference tag) throws RefusedException {
        return isNew ? new ManifestState.Absent() : askTwice(() -> destination.manifest(repository, tag));
    }

    /**
     * The same of a tag that lists referrers.
     *
     * @param sent whether this run has sent such a list there
     */
    Referrers.Listed list(Tag tag, boolean sent) throws RefusedException {
        return isNew && !sent
                ? new Referrers.Listed.Absent()
                : askTwice(() -> destination.list(repository, tag, Optional.empty()));
    }

    /** What became of a list that was just sent. */
    Referrers.Listed after(Tag tag, Digest sent) throws RefusedException {
        return destination.list(repository, tag, Optional.of(sent));
    }

    /** Some registries let nobody look into a repository until something was sent to it, and know only then who may. */
    private static <T> T askTwice(Question<T> question) throws RefusedException {
        try {
            return question.ask();
        } catch (RefusedException first) {
            if (!first.refusal().leavesPushOpen()) {
                throw first;
            }
        }
        try {
            return question.ask();
        } catch (RefusedException again) {
            if (!again.refusal().leavesPushOpen()) {
                throw again;
            }
            throw new RefusedException(again.refusal().because(Refusal.Reason.TAG_UNTOLD));
        }
    }
}
