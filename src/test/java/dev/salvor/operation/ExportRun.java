// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import dev.salvor.export.ArchiveFile;
import dev.salvor.export.ArchiveLayout;
import dev.salvor.export.DirLayout;
import dev.salvor.export.Layout;
import dev.salvor.export.LinkMode;
import dev.salvor.export.OciLayout;
import dev.salvor.export.Packing;
import dev.salvor.outcome.BlobCounts;
import dev.salvor.outcome.ImageResult;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tally;
import dev.salvor.plan.ComparePolicy.OnConflict;
import dev.salvor.progress.SyncProgress;
import dev.salvor.resolve.HealedImages;
import dev.salvor.select.Selection;
import dev.salvor.select.TargetNames;
import dev.salvor.source.ImageSource;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.storage.Storage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Runs whole exports in this JVM, through the same classes as the command. */
final class ExportRun {
    private static final int JOBS = 8;

    private final Path storage;
    private final Function<Consumer<String>, Layout> opening;
    private Selection selection = Selection.all();
    private TargetNames names = TargetNames.unchanged();
    private OnConflict onConflict = OnConflict.OVERWRITE;
    private ExportOperation.Elsewhere elsewhere = new ExportOperation.Elsewhere.Unknown();
    private Runnable beforeWriting = () -> {};
    private UnaryOperator<ImageSource> over = UnaryOperator.identity();
    private final List<Heard> listeners = new CopyOnWriteArrayList<>();

    private ExportRun(Path storage, Function<Consumer<String>, Layout> opening) {
        this.storage = storage;
        this.opening = opening;
    }

    /** What came out. */
    record Result(Tally report, BlobCounts.Snapshot blobs, List<ImageResult> images, HealedImages healed) {
        Map<String, Outcome> outcomes() {
            return Heard.outcomes(images);
        }

        long count(Tally.Kind kind) {
            return report.count(kind);
        }
    }

    static ExportRun toDirectories(Path storage, Path target, LinkMode mode) {
        return new ExportRun(storage, notices -> DirLayout.open(target, mode, notices));
    }

    static ExportRun toOciLayout(Path storage, Path target, boolean perRepository, LinkMode mode) {
        return new ExportRun(storage, notices -> OciLayout.open(target, perRepository, mode, notices));
    }

    static ExportRun toArchive(Path storage, Path file, Packing packing) {
        return new ExportRun(
                storage, notices -> ArchiveLayout.open(new ArchiveFile(Optional.of(file), packing), notices));
    }

    ExportRun with(Selection other) {
        selection = other;
        return this;
    }

    ExportRun with(TargetNames other) {
        names = other;
        return this;
    }

    ExportRun onConflict(OnConflict other) {
        onConflict = other;
        return this;
    }

    ExportRun with(ExportOperation.Elsewhere other) {
        elsewhere = other;
        return this;
    }

    /** What is written is got by this. */
    ExportRun over(UnaryOperator<ImageSource> other) {
        over = other;
        return this;
    }

    /** Runs this between the plan and the first image. */
    ExportRun beforeWriting(Runnable action) {
        beforeWriting = action;
        return this;
    }

    /** What the user was told of all runs. */
    List<String> notices() {
        return listeners.stream().flatMap(each -> each.warnings().stream()).toList();
    }

    Result run() {
        Heard heard = new Heard() {
            @Override
            public void problems(List<SourceProblem> problems) {
                beforeWriting.run();
            }
        };
        ExportOperation.Request request = new ExportOperation.Request(
                over.apply(Storage.open(storage, JOBS)), selection, names, onConflict, JOBS, elsewhere);
        listeners.add(heard);
        try (Layout layout = opening.apply(heard::warn)) {
            ExportOperation.Result result = new ExportOperation(request, new SyncProgress(), heard).run(layout);
            result.bug().ifPresent(bug -> {
                throw new AssertionError(bug);
            });
            return new Result(result.tally(), result.blobs(), heard.images(), result.healed());
        }
    }
}
