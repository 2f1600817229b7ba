// SPDX-License-Identifier: Apache-2.0
package dev.salvor.plan;

import dev.salvor.image.Digest;
import dev.salvor.image.Reference;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.outcome.Outcome;
import dev.salvor.registry.ManifestState;
import dev.salvor.registry.Referrers;
import dev.salvor.registry.RefusedException;
import dev.salvor.source.ScannedTag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is carried to another target: what that has need not go along, and what was carried before need not again.
 *
 * @param elsewhere where it is carried to
 * @param here what it is carried in
 */
public record EitherView(TargetView elsewhere, TargetView here) implements TargetView {

    @Override
    public Set<RepositoryName> known() {
        return Set.of();
    }

    @Override
    public Compared compare(RepositoryName target, List<ScannedTag> tags)
            throws RefusedException, InterruptedException {
        return switch (elsewhere.compare(target, tags)) {
            case Compared.ProjectMissing _ -> here.compare(target, tags);
            case Compared.Answered there ->
                switch (here.compare(target, there.toPush())) {
                    case Compared.Answered both -> united(there, both);
                    case Compared.ProjectMissing _ -> there;
                };
        };
    }

    private Compared united(Compared.Answered there, Compared.Answered both) {
        Map<ScannedTag, Outcome> settled = new HashMap<>(there.settled());
        there.there().forEach(tag -> settled.put(tag, new Outcome.AlreadyThere(elsewhere.comparesContent())));
        settled.putAll(both.settled());
        return new Compared.Answered(Compared.Listing.READ, both.toPush(), List.of(), settled, Set.of());
    }

    @Override
    public boolean comparesContent() {
        return elsewhere.comparesContent();
    }

    @Override
    public ManifestState state(RepositoryName target, Reference reference) throws RefusedException {
        ManifestState there = elsewhere.state(target, reference);
        return there instanceof ManifestState.There ? there : here.state(target, reference);
    }

    @Override
    public boolean listsReferrers(RepositoryName target, Digest subject) throws RefusedException {
        return here.listsReferrers(target, subject);
    }

    @Override
    public Referrers.Listed list(RepositoryName target, Tag tag, Optional<Digest> known) throws RefusedException {
        return here.list(target, tag, known);
    }
}
