// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import dev.salvor.concurrent.Cancellable;
import dev.salvor.concurrent.Parallel;
import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.progress.SyncProgress;
import dev.salvor.select.SelectedRepository;
import dev.salvor.source.BrokenTag;
import dev.salvor.source.ImageSource;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.StoredManifest;
import dev.salvor.source.TagOrigin;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Looks at the images of one repository after the other, each manifest once however many tags it has. */
final class ImageSurvey {
    private final ImageSource source;
    private final ImageLook look;
    private final SecondLook again;
    private final Reached reached;
    private final int jobs;
    private final SyncProgress progress;
    private final Map<RepositoryName, Map<Digest, ImageLook.Seen>> seen = new ConcurrentHashMap<>();
    private final Queue<VerifiedImage> broken = new ConcurrentLinkedQueue<>();
    private final Queue<Named> named = new ConcurrentLinkedQueue<>();

    private record Named(ImageName name, Digest digest, TagOrigin origin) {}

    /** @param jobs how many manifests may be looked at once, at least 1 */
    ImageSurvey(ImageSource source, ImageLook look, Reached reached, int jobs, SyncProgress progress) {
        this.source = source;
        this.look = look;
        this.again = new SecondLook(source, look);
        this.reached = reached;
        this.jobs = jobs;
        this.progress = progress;
    }

    /** All images of it that were selected. */
    void look(SelectedRepository repository) {
        RepositoryName name = repository.name();
        repository.broken().forEach(tag -> broken.add(verdict(name, tag)));
        Set<Digest> digests = new HashSet<>(repository.revisions());
        repository.tags().stream().map(ScannedTag::digest).forEach(digests::add);
        seen.put(name, look(name, digests));
        repository
                .revisions()
                .forEach(digest -> named.add(new Named(new ImageName(name, digest), digest, new TagOrigin.Link())));
        repository
                .tags()
                .forEach(tag -> named.add(new Named(new ImageName(name, tag.tag()), tag.digest(), tag.origin())));
    }

    /** The revisions that no tag of it leads to: of what they refer to only that it is referred to is of interest. */
    void markRevisions(RepositoryName repository, Consumer<SourceProblem> problems) {
        Set<Digest> known = seen.getOrDefault(repository, Map.of()).keySet();
        List<Digest> revisions = source.tags().revisions(repository, known, problems).stream()
                .filter(digest -> !reached.isRead(digest))
                .toList();
        look(repository, revisions);
    }

    private Map<Digest, ImageLook.Seen> look(RepositoryName repository, Collection<Digest> digests) {
        return Cancellable.get(
                "interrupted while reading " + repository,
                () -> Parallel.map(digests, jobs, digest -> {
                    ImageLook.Seen its = look.at(repository, digest);
                    progress.resolved();
                    return its;
                }));
    }

    private Fault.OfLink fault(ImageName name, BrokenTag tag) {
        Optional<Path> file = source.tags().link(name.repository(), tag.tag());
        return new Fault.OfLink(name, tag.unreadable(), tag.reason(), file, file.flatMap(FaultFinder::since));
    }

    private VerifiedImage verdict(RepositoryName repository, BrokenTag tag) {
        ImageName name = new ImageName(repository, tag.tag());
        ImageVerdict verdict = switch (tag.why()) {
            case DAMAGED, UNREADABLE -> new ImageVerdict.Damaged(List.of(fault(name, tag)));
            case AMBIGUOUS -> new ImageVerdict.Ambiguous(tag.reason());
        };
        return new VerifiedImage(name, Optional.empty(), verdict);
    }

    private ImageVerdict verdict(Named image) {
        ImageVerdict verdict =
                seen.get(image.name().repository()).get(image.digest()).verdict();
        return image.origin() instanceof TagOrigin.Named(String list)
                        && verdict instanceof ImageVerdict.Damaged
                        && source.manifest(image.digest()) instanceof StoredManifest.Missing
                ? new ImageVerdict.NamedOnly(list)
                : verdict;
    }

    /** With what is known of the content by now; sorted by name. */
    List<VerifiedImage> images() {
        look.refresh();
        seen.values().forEach(its -> its.replaceAll((_, each) -> look.again(each)));
        return Stream.concat(
                        broken.stream(),
                        named.stream()
                                .map(each -> new VerifiedImage(
                                        each.name(), Optional.of(each.digest()), verdict(each), each.origin())))
                .map(again::at)
                .sorted(Comparator.comparing(VerifiedImage::name))
                .toList();
    }
}
