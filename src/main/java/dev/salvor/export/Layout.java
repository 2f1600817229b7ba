// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.outcome.BlobCounts;
import dev.salvor.outcome.ImageResult;
import dev.salvor.plan.ComparePolicy;
import dev.salvor.plan.Plan;
import dev.salvor.plan.TargetView;
import dev.salvor.push.Work;
import dev.salvor.registry.Refusal;
import dev.salvor.source.ImageSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** An export that is open: the arrangement of files that images are written in. Closing it leaves what is whole. */
public interface Layout extends AutoCloseable {

    /** What it has already. */
    TargetView view(ComparePolicy.OnConflict onConflict);

    /**
     * To be called before the first image is written.
     *
     * @return why not even to begin: that there is no room, as far as the file system tells
     */
    Optional<Refusal> prepare(ImageSource source, Plan plan);

    /**
     * Writes one image after another, also several at once.
     *
     * @param counts hears of each blob: sent if it was copied, mounted if it was linked
     * @param bytes hears how many bytes are done
     */
    Work work(ImageSource source, BlobCounts counts, LongConsumer bytes);

    /** Images that are written at a time, at most. */
    int atOnce(int jobs);

    /** What has its outcome only when something that many images share is written, too: hands it on then. */
    default Results results(Consumer<ImageResult> next) {
        return Results.atOnce(next);
    }

    @Override
    void close();

    /** Who hears of results, and is told the end. */
    interface Results extends Consumer<ImageResult>, AutoCloseable {
        static Results atOnce(Consumer<ImageResult> next) {
            return new Results() {
                @Override
                public void accept(ImageResult result) {
                    next.accept(result);
                }

                @Override
                public void close() {}
            };
        }

        @Override
        void close();
    }
}
