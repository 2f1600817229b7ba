// SPDX-License-Identifier: Apache-2.0
package dev.salvor.plan;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.Reference;
import dev.salvor.image.RepositoryName;
import dev.salvor.outcome.Outcome;
import dev.salvor.registry.ManifestState;
import dev.salvor.source.ScannedTag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A target of which there is only a list of what it has: by name, or with a digest, which must be the same then. */
public final class HeldElsewhere implements TargetView {
    private final Map<ImageName, Set<Digest>> held = new HashMap<>();

    /** @param digest empty where the name is enough */
    public void add(ImageName image, Optional<Digest> digest) {
        digest.ifPresentOrElse(
                its -> held.computeIfAbsent(image, _ -> new HashSet<>()).add(its),
                () -> held.put(image, new HashSet<>()));
    }

    @Override
    public Set<RepositoryName> known() {
        return Set.of();
    }

    @Override
    public Compared compare(RepositoryName target, List<ScannedTag> tags) {
        List<ScannedTag> missing = new ArrayList<>();
        Map<ScannedTag, Outcome> there = new HashMap<>();
        for (ScannedTag tag : tags) {
            Set<Digest> digests = held.get(new ImageName(target, tag.tag()));
            if (digests == null || !digests.isEmpty() && !digests.contains(tag.digest())) {
                missing.add(tag);
            } else {
                there.put(tag, new Outcome.AlreadyThere(!digests.isEmpty()));
            }
        }
        return new Compared.Answered(Compared.Listing.READ, missing, List.of(), there, Set.of());
    }

    @Override
    public boolean comparesContent() {
        return false;
    }

    @Override
    public ManifestState state(RepositoryName target, Reference reference) {
        return reference instanceof Digest digest && held.containsKey(new ImageName(target, digest))
                ? new ManifestState.There(digest)
                : new ManifestState.Absent();
    }
}
