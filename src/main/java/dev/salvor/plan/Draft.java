// SPDX-License-Identifier: Apache-2.0
package dev.salvor.plan;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.outcome.ImageResult;
import dev.salvor.outcome.Ledger;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tallier;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.select.ScanFindings;
import dev.salvor.select.SelectedRepository;
import dev.salvor.source.ScannedTag;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** A plan while many threads make it. Of what is settled it keeps the counts only. */
final class Draft {
    private final Consumer<ImageResult> settled;
    private final Tallier tallier = new Tallier();
    private final Ledger ledger = new Ledger();
    private final Queue<ResolvedImage> images = new ConcurrentLinkedQueue<>();
    private final Set<RepositoryName> existing = ConcurrentHashMap.newKeySet();
    private final Map<RepositoryName, List<Digest>> there = new ConcurrentHashMap<>();
    private final Set<String> missingProjects = ConcurrentHashMap.newKeySet();
    private final Set<RepositoryName> refused = ConcurrentHashMap.newKeySet();
    private final Set<RepositoryName> untold = ConcurrentHashMap.newKeySet();

    Draft(Consumer<ImageResult> settled) {
        this.settled = settled;
    }

    /** Who looks for homes among what is there. */
    interface Finder {
        FoundHomes find(Collection<ResolvedImage> images, Map<RepositoryName, List<Digest>> there)
                throws InterruptedException;
    }

    /** From now on each of its images must be settled or pushed, once. */
    void open(SelectedRepository repository) {
        repository.tags().forEach(tag -> ledger.open(new ImageName(repository.name(), tag.tag())));
        repository.revisions().forEach(digest -> ledger.open(new ImageName(repository.name(), digest)));
        repository.broken().forEach(tag -> ledger.open(new ImageName(repository.name(), tag.tag())));
    }

    /** The same for one that comes along with others. */
    void open(ImageName name) {
        ledger.open(name);
    }

    void settle(ImageResult result) {
        ledger.close(result.name());
        tell(result);
    }

    void push(ResolvedImage image) {
        ledger.close(image.name());
        images.add(image);
    }

    /** It was asked for, and never selected. */
    void notFound(ImageName name, Optional<RepositoryName> target) {
        tell(new ImageResult(name, target, name.digest(), new Outcome.NotInStorage()));
    }

    private void tell(ImageResult result) {
        tallier.accept(result);
        settled.accept(result);
    }

    void existing(Collection<RepositoryName> repositories) {
        existing.addAll(repositories);
    }

    void there(RepositoryName target, List<ScannedTag> tags) {
        if (!tags.isEmpty()) {
            there.put(target, tags.stream().map(ScannedTag::digest).toList());
        }
    }

    void missingProject(String project) {
        missingProjects.add(project);
    }

    void refused(RepositoryName target) {
        refused.add(target);
    }

    void untold(RepositoryName target) {
        untold.add(target);
    }

    boolean hasImages() {
        return !images.isEmpty();
    }

    /** @throws IllegalStateException a bug: an image got lost */
    Plan plan(ScanFindings findings, Finder homes) throws InterruptedException {
        ledger.requireAllClosed();
        return new Plan(
                List.copyOf(images),
                tallier.tally(),
                existing,
                findings,
                homes.find(images, there),
                new Plan.Gaps(missingProjects, refused, untold));
    }
}
