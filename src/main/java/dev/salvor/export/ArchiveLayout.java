// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.IoReason;
import dev.salvor.outcome.BlobCounts;
import dev.salvor.outcome.ImageResult;
import dev.salvor.outcome.Outcome;
import dev.salvor.plan.ComparePolicy;
import dev.salvor.plan.Plan;
import dev.salvor.plan.TargetView;
import dev.salvor.push.Work;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.resolve.SourceFaultException;
import dev.salvor.source.ImageSource;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** A tar of one OCI layout, written as it goes: a stream, which is whole and counts when it has its end, or is nothing. */
public final class ArchiveLayout implements Layout {
    private static final Outcome INTERRUPTED = new Outcome.NotTried(new Outcome.Why.Interrupted());

    private final ArchiveFile file;
    private final TarWriter tar;
    private final Consumer<String> notices;
    private final ArchivedContents contents;
    /** Why the tar has no end. */
    private Optional<Outcome> broken = Optional.empty();

    private boolean finished;

    private ArchiveLayout(ArchiveFile file, TarWriter tar, Consumer<String> notices) {
        this.file = file;
        this.tar = tar;
        this.contents = new ArchivedContents(tar);
        this.notices = notices;
    }

    /**
     * @param notices hears what the user should know, a line each
     * @throws dev.salvor.Failure.Source if it cannot be written
     */
    public static ArchiveLayout open(ArchiveFile file, Consumer<String> notices) {
        return new ArchiveLayout(file, new TarWriter(file.open()), notices);
    }

    /** A stream has nothing yet. */
    @Override
    public TargetView view(ComparePolicy.OnConflict onConflict) {
        return TargetView.NOTHING;
    }

    @Override
    public Optional<Refusal> prepare(ImageSource source, Plan plan) {
        Optional<Refusal> lack = file.lack(plan.need().uniqueBytes());
        if (lack.isPresent()) {
            broken = lack.map(Outcome.Refused::new);
            return lack;
        }
        try {
            contents.begin(source, plan.images());
        } catch (IOException e) {
            return Optional.of(ended(e));
        }
        contents.notLoadable().forEach(notices);
        return Optional.empty();
    }

    @Override
    public Work work(ImageSource source, BlobCounts counts, LongConsumer bytes) {
        SoundContent sound = new SoundContent(source);
        return image -> {
            try {
                contents.write(source, sound, image, counts, bytes);
                return new Outcome.Pushed(List.copyOf(image.leftOut()));
            } catch (IOException e) {
                if (Thread.currentThread().isInterrupted()) {
                    broken = Optional.of(INTERRUPTED);
                    throw new InterruptedException();
                }
                throw new RefusedException(ended(e));
            } catch (SourceFaultException e) {
                contents.withdraw(image);
                throw e;
            }
        };
    }

    /** A stream that did not take some bytes takes no others. */
    private Refusal ended(IOException e) {
        Refusal refusal = new Refusal(FileFault.ofStream(e), 0, file + ": " + IoReason.of(e));
        broken = Optional.of(new Outcome.Refused(refusal));
        return refusal;
    }

    /** One after another: a tar is a stream. */
    @Override
    public int atOnce(int jobs) {
        return 1;
    }

    @Override
    public Results results(Consumer<ImageResult> next) {
        return new ArchivedResults(next, this::finish);
    }

    /** @return why nothing of it counts; empty if it is whole */
    private Optional<Outcome> finish() {
        // between two images nobody but this hears of it
        if (broken.isEmpty() && !contents.isComplete()) {
            broken = Optional.of(INTERRUPTED);
        }
        if (broken.isPresent()) {
            return broken;
        }
        try {
            contents.end();
            tar.end();
            file.finish();
            finished = true;
        } catch (IOException e) {
            ended(e);
        }
        return broken;
    }

    /** Without its end nobody takes it for whole. */
    @Override
    public void close() {
        if (!finished) {
            file.abandon();
        }
    }
}
