// SPDX-License-Identifier: Apache-2.0
package dev.salvor.proof;

import dev.salvor.concurrent.Parallel;
import dev.salvor.image.Descriptor;
import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.Manifest;
import dev.salvor.image.ReferrersList;
import dev.salvor.image.RepositoryName;
import dev.salvor.inventory.Part;
import dev.salvor.registry.Referrers;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.resolve.ReferrerTag;
import dev.salvor.source.ImageSource;
import dev.salvor.source.StoredManifest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks whether referrers are found by what they are about: by the registry's own list, or by the tag that clients keep where it has none. */
final class ReferrerLook {
    private final ImageSource source;
    private final Referrers referrers;
    private final Silence silence;
    private final int jobs;

    ReferrerLook(ImageSource source, Referrers referrers, Silence silence, int jobs) {
        this.source = source;
        this.referrers = referrers;
        this.silence = silence;
        this.jobs = jobs;
    }

    private sealed interface Listing {
        /** By the registry, which does so by itself. */
        record All() implements Listing {}

        record Some(Set<Digest> digests) implements Listing {}

        record Untold(Refusal refusal) implements Listing {}
    }

    /** Of manifests that are on the registry and go by their digests, those that nobody finds there; what is about nothing is no referrer. One question for each subject. */
    Map<Digest, Gap> gaps(Collection<ImageName> there, RepositoryName target) throws InterruptedException {
        Map<Digest, List<Manifest>> bySubject = new HashMap<>();
        for (ImageName name : there) {
            if (source.manifest(name.repository(), name.digest().orElseThrow())
                    instanceof StoredManifest.Intact(Manifest manifest, var _)) {
                manifest.subject()
                        .map(Descriptor::digest)
                        .ifPresent(subject -> bySubject
                                .computeIfAbsent(subject, _ -> new ArrayList<>())
                                .add(manifest));
            }
        }
        Map<Digest, Listing> listings = Parallel.map(bySubject.keySet(), jobs, subject -> ask(target, subject));
        Map<Digest, Gap> gaps = new HashMap<>();
        bySubject.forEach((subject, its) -> its.forEach(referrer -> flaw(
                        listings.get(subject), referrer.digest(), subject)
                .ifPresent(flaw -> gaps.put(
                        referrer.digest(), new Gap(Part.Role.MANIFEST, referrer.digest(), referrer.size(), flaw)))));
        return gaps;
    }

    private static Optional<Gap.Flaw> flaw(Listing listing, Digest referrer, Digest subject) {
        return switch (listing) {
            case Listing.All _ -> Optional.empty();
            case Listing.Some(Set<Digest> digests) ->
                digests.contains(referrer) ? Optional.empty() : Optional.of(new Gap.Flaw.Unlisted(subject));
            case Listing.Untold(Refusal refusal) -> Optional.of(new Gap.Flaw.Untold(refusal));
        };
    }

    private Listing ask(RepositoryName target, Digest subject) throws InterruptedException {
        try {
            if (silence.ask(target, () -> referrers.areListed(target, subject))) {
                return new Listing.All();
            }
            Referrers.Listed listed =
                    silence.ask(target, () -> referrers.list(target, ReferrerTag.listOf(subject), Optional.empty()));
            return new Listing.Some(
                    listed instanceof Referrers.Listed.List(ReferrersList its) ? its.digests() : Set.of());
        } catch (RefusedException e) {
            return new Listing.Untold(e.refusal());
        }
    }
}
