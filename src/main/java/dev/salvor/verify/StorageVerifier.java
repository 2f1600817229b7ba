// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import dev.salvor.Failure;
import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.progress.SyncProgress;
import dev.salvor.select.ScanFindings;
import dev.salvor.select.SelectedScan;
import dev.salvor.select.Selection;
import dev.salvor.source.ImageSource;
import dev.salvor.source.Pool;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.StoredBlob;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Looks whether a source has all that its images need: links, existence and sizes first, then, if asked for, every byte. */
public final class StorageVerifier {
    private static final ScanFindings NONE = new ScanFindings(0, 0, List.of(), List.of(), List.of());

    private final Request request;
    private final ImageSource source;
    private final SyncProgress progress;
    private final Reached reached = new Reached();
    private final ContentFaults faults = new ContentFaults();
    private final ImageSurvey survey;
    private final ContentReading reading;
    private final Queue<SourceProblem> problems = new ConcurrentLinkedQueue<>();

    private ScanFindings findings = NONE;
    private Optional<Leftovers> leftovers = Optional.empty();

    /**
     * What is asked for.
     *
     * @param jobs how many files may be read at once, at least 1
     * @param content whether to read every blob
     * @param record what was read before, and takes what is read
     */
    public record Request(ImageSource source, Selection selection, int jobs, boolean content, ReadRecord record) {
        boolean isWhole() {
            return selection.equals(Selection.all());
        }
    }

    public StorageVerifier(Request request, SyncProgress progress) {
        this.request = request;
        this.source = request.source();
        this.progress = progress;
        ImageLook look = new ImageLook(source, faults, reached, request.content());
        this.survey = new ImageSurvey(source, look, reached, request.jobs(), progress);
        this.reading = new ContentReading(source, reached, request.record(), faults, request.jobs(), progress);
    }

    /**
     * If this thread is interrupted, it ends soon with what is known by then; the thread stays interrupted.
     *
     * @throws Failure.Source if the source has no repository at all
     */
    public VerifiedStorage run() {
        boolean interrupted = false;
        try {
            look();
            Collection<Digest> unread = request.isWhole() ? lookThroughPool() : reached();
            if (request.content()) {
                reading.read(unread);
            }
        } catch (CancellationException e) {
            // an interrupted thread can read nothing, and some images may have to be looked at again
            interrupted = Thread.interrupted();
        }
        VerifiedStorage result = conclude(interrupted);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return result;
    }

    private void look() {
        Set<RepositoryName> visited = ConcurrentHashMap.newKeySet();
        findings = new SelectedScan(source, request.selection(), progress).run(repository -> {
            survey.look(repository);
            if (request.isWhole()) {
                visited.add(repository.name());
                survey.markRevisions(repository.name(), problems::add);
            }
        });
        if (request.isWhole()) {
            source.tags().names(name -> {
                if (!visited.contains(name)) {
                    survey.markRevisions(name, problems::add);
                }
            });
        }
    }

    /** Returns what it has to read. */
    private List<Digest> lookThroughPool() {
        progress.enter(SyncProgress.Phase.POOL);
        PoolLook pool = new PoolLook(reached, request.content());
        leftovers = Optional.of(pool.look(source.pool(), problems::add));
        return Stream.concat(pool.unread().stream().map(Blob::digest), reached.aliases().keySet().stream())
                .toList();
    }

    private List<Digest> reached() {
        return Stream.concat(
                        reached.digests().stream().filter(digest -> !reached.isRead(digest)),
                        reached.aliases().keySet().stream())
                .toList();
    }

    private VerifiedStorage conclude(boolean interrupted) {
        List<VerifiedImage> images = survey.images();
        Pool pool = source.pool();
        List<Fault.OfContent> wrong = faults.wrong().entrySet().stream()
                .flatMap(each -> unneeded(pool, each).stream())
                .toList();
        problems.addAll(source.repaired());
        return new VerifiedStorage(
                findings.with(problems.stream()
                        .distinct()
                        .filter(each -> !findings.problems().contains(each))
                        .toList()),
                images,
                Cause.of(images, wrong),
                leftovers,
                request.content() ? Optional.of(reading.sum()) : Optional.empty(),
                interrupted ? Healable.none() : healable(images),
                interrupted);
    }

    private Healable healable(List<VerifiedImage> images) {
        try {
            return Healable.of(source, images, faults.wrong().keySet(), request.jobs());
        } catch (CancellationException e) {
            // the thread stays interrupted; all else is known
            return Healable.none();
        }
    }

    private Optional<Fault.OfContent> unneeded(Pool pool, Map.Entry<Digest, Proof> wrong) {
        Digest digest = wrong.getKey();
        long size = pool.blob(digest) instanceof StoredBlob.Present present ? present.size() : 0;
        return FaultFinder.unneeded(digest, size, source.manifestFile(digest), wrong.getValue());
    }
}
