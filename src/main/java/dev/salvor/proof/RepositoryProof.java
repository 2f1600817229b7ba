// SPDX-License-Identifier: Apache-2.0
package dev.salvor.proof;

import dev.salvor.concurrent.Parallel;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.inventory.Part;
import dev.salvor.outcome.Outcome;
import dev.salvor.registry.RefusedException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks what one repository of the registry has of images of the source: first for each by its name, then for all that belongs to those that are there, each digest once. */
final class RepositoryProof {
    private final RepositoryName target;
    private final SourceParts stored;
    private final TagLook tags;
    private final PartLook look;
    private final Silence silence;
    private final Counters counters;
    private final int jobs;
    /** Each is asked for once, whatever shares it. */
    private final Map<Question, PartState> found = new HashMap<>();

    /** @param jobs how many may be looked at once, at least 1 */
    RepositoryProof(
            RepositoryName target,
            SourceParts stored,
            TagLook tags,
            PartLook look,
            Silence silence,
            Counters counters,
            int jobs) {
        this.target = target;
        this.stored = stored;
        this.tags = tags;
        this.look = look;
        this.silence = silence;
        this.counters = counters;
        this.jobs = jobs;
    }

    /** The same digest may be listed as a manifest here and as a blob there. */
    private record Question(boolean isManifest, Digest digest) {
        static Question of(Part part) {
            return new Question(isManifest(part), part.descriptor().digest());
        }

        static boolean isManifest(Part part) {
            return switch (part.role()) {
                case MANIFEST, INDEX -> true;
                case CONFIG, LAYER -> false;
            };
        }
    }

    /** What is to be said of each. From one thread. */
    SequencedMap<Root, ImageProof> of(Collection<Root> roots) throws InterruptedException {
        Map<Root, Optional<ImageProof>> byName = Parallel.map(roots, jobs, root -> {
            counters.tag();
            return tags.of(root, target);
        });
        Set<Digest> there = byName.entrySet().stream()
                .filter(each -> each.getValue().isEmpty())
                .map(each -> each.getKey().digest())
                .collect(Collectors.toSet());
        RepositoryName repository =
                roots.isEmpty() ? target : roots.iterator().next().name().repository();
        Map<Digest, List<Part>> parts = Parallel.map(there, jobs, digest -> stored.parts(repository, digest));
        ask(parts);
        SequencedMap<Root, ImageProof> proofs = new LinkedHashMap<>();
        byName.forEach((root, settled) ->
                proofs.put(root, settled.orElseGet(() -> judge(root, parts.get(root.digest())))));
        return proofs;
    }

    private void ask(Map<Digest, List<Part>> parts) throws InterruptedException {
        SequencedMap<Question, Part> questions = new LinkedHashMap<>();
        parts.forEach((root, its) -> its.stream()
                .filter(part -> isOpen(part, root))
                .forEach(part -> questions.putIfAbsent(Question.of(part), part)));
        questions.keySet().removeAll(found.keySet());
        found.putAll(Parallel.map(questions.keySet(), jobs, question -> ask(question, questions.get(question))));
    }

    /** What was asked for by the name of the image was answered. */
    private boolean isOpen(Part part, Digest root) {
        return look.readsManifests() || !part.descriptor().digest().equals(root);
    }

    private PartState ask(Question question, Part part) throws InterruptedException {
        Digest digest = question.digest();
        counters.part(question.isManifest());
        try {
            return silence.ask(
                    target,
                    () -> question.isManifest()
                            ? look.manifest(target, digest)
                            : look.blob(target, digest, part.descriptor().size()));
        } catch (RefusedException e) {
            return new PartState.Untold(e.refusal());
        }
    }

    /** What the source lacks as well, and spares neither have, nobody can miss there. */
    private ImageProof judge(Root root, List<Part> parts) {
        Set<Gap> gaps = new LinkedHashSet<>();
        Set<Gap> ours = new LinkedHashSet<>();
        boolean hidesParts = false;
        for (Part part : parts) {
            PartState its = found.get(Question.of(part));
            hidesParts |= Question.isManifest(part) && part.isFaulty();
            if (its != null) {
                Gap.of(part, its).ifPresent((stored.isFaulty(part) ? ours : gaps)::add);
            }
        }
        if (hidesParts || !ours.isEmpty()) {
            Optional<Outcome> fault = stored.fault(root);
            if (fault.isPresent() && gaps.isEmpty()) {
                return new ImageProof.SourceFault(fault.get());
            }
            if (fault.isEmpty()) {
                gaps.addAll(ours);
            }
        }
        return gaps.isEmpty() ? new ImageProof.There() : new ImageProof.Incomplete(List.copyOf(gaps));
    }
}
