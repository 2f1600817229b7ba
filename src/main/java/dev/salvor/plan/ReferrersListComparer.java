// SPDX-License-Identifier: Apache-2.0
package dev.salvor.plan;

import dev.salvor.concurrent.Parallel;
import dev.salvor.image.Descriptor;
import dev.salvor.image.Digest;
import dev.salvor.image.ReferrersList;
import dev.salvor.image.RepositoryName;
import dev.salvor.registry.Referrers.Listed;
import dev.salvor.registry.RefusedException;
import dev.salvor.resolve.ReferrerTag;
import dev.salvor.source.ImageSource;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.StoredManifest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares lists of referrers: the tags that hold them have the same name on both sides whatever they list, and none is replaced, so
 * each is read there (rule 13). One request per tag, whose answer has a body only where the digests differ.
 */
final class ReferrersListComparer {
    private final ImageSource source;
    private final TargetView target;

    ReferrersListComparer(ImageSource source, TargetView target) {
        this.source = source;
        this.target = target;
    }

    private enum Verdict {
        WHOLE,
        LACKING,
        /** It stays what it is by name or digest. */
        NO_LIST
    }

    /**
     * Settles the tags that are lists on both sides, or of which the target lists the name only.
     *
     * @throws RefusedException if the target refuses more than to show one of them
     */
    Compared compare(RepositoryName repository, Compared compared) throws RefusedException, InterruptedException {
        if (!(compared instanceof Compared.Answered answered)
                || answered.lists().isEmpty()) {
            return compared;
        }
        Map<ScannedTag, Verdict> verdicts = Parallel.map(answered.lists(), tag -> verdict(repository, tag));
        Map<Verdict, List<ScannedTag>> tags = verdicts.keySet().stream().collect(Collectors.groupingBy(verdicts::get));
        return answered.with(
                tags.getOrDefault(Verdict.WHOLE, List.of()), tags.getOrDefault(Verdict.LACKING, List.of()));
    }

    private Verdict verdict(RepositoryName repository, ScannedTag tag) throws RefusedException {
        Optional<ReferrersList> ours = source.manifest(repository, tag.digest()) instanceof StoredManifest.Intact intact
                ? ReferrersList.parse(intact.bytes())
                : Optional.empty();
        if (ours.isEmpty()) {
            return Verdict.NO_LIST;
        }
        try {
            return switch (target.list(repository, tag.tag(), Optional.of(tag.digest()))) {
                case Listed.Unchanged _ -> Verdict.WHOLE;
                case Listed.List(ReferrersList its) when its.containsAll(ours.get()) -> Verdict.WHOLE;
                case Listed.List _, Listed.Absent _ -> Verdict.LACKING;
                case Listed.Other _ -> Verdict.NO_LIST;
            };
        } catch (RefusedException e) {
            return switch (e.refusal().scope()) {
                case IMAGE, TWICE, REPOSITORY -> Verdict.NO_LIST;
                case PROJECT, RUN -> throw e;
            };
        }
    }

    /**
     * Those that have a subject, and that nothing on the target names: whoever sent them did not come to the list. Asks once per
     * repository for the referrers API, and where there is none, once per subject for its list.
     *
     * @param there by their digests
     */
    Set<Candidate> unlisted(Collection<Candidate> there) throws InterruptedException {
        Map<Digest, List<Candidate>> bySubject = new LinkedHashMap<>();
        for (Candidate each : there) {
            if (source.manifest(each.name().repository(), each.digest())
                    instanceof StoredManifest.Intact(var manifest, var _)) {
                manifest.subject()
                        .map(Descriptor::digest)
                        .ifPresent(subject -> bySubject
                                .computeIfAbsent(subject, _ -> new ArrayList<>())
                                .add(each));
            }
        }
        Map<Digest, Set<Digest>> listed =
                Parallel.map(bySubject.keySet(), subject -> listed(bySubject.get(subject), subject));
        return bySubject.entrySet().stream()
                .flatMap(each -> each.getValue().stream()
                        .filter(its -> !listed.get(each.getKey()).contains(its.digest())))
                .collect(Collectors.toSet());
    }

    /** None where the target does not tell: then the push has the last word. */
    private Set<Digest> listed(List<Candidate> referrers, Digest subject) {
        RepositoryName repository = referrers.getFirst().target();
        try {
            if (target.listsReferrers(repository, subject)) {
                return referrers.stream().map(Candidate::digest).collect(Collectors.toSet());
            }
            return target.list(repository, ReferrerTag.listOf(subject), Optional.empty())
                            instanceof Listed.List(ReferrersList its)
                    ? its.digests()
                    : Set.of();
        } catch (RefusedException e) {
            return Set.of();
        }
    }
}
