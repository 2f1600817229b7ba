// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source;

import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** All that a source holds, whether an image needs it or not. Read-only, for many threads. */
public interface Pool {

    /**
     * Visits each blob and each manifest that is there, with the size that it has, whatever it should have; in no order, from several
     * threads.
     *
     * @param problems hears of what could not be read, and of what is no blob
     * @throws CancellationException if this thread is interrupted; it stays interrupted
     */
    void blobs(Consumer<Blob> each, Consumer<SourceProblem> problems);

    /**
     * Visits each upload that was begun and neither finished nor cancelled, in no order, from several threads.
     *
     * @param problems hears of what could not be read
     * @throws CancellationException if this thread is interrupted; it stays interrupted
     */
    void uploads(Consumer<UnfinishedUpload> each, Consumer<SourceProblem> problems);

    /**
     * The digest by which it holds what a repository has under that one: the same, unless that is of an algorithm that it keeps nothing by.
     *
     * @return empty if nothing says it
     */
    Optional<Digest> canonical(RepositoryName repository, Digest digest);

    /** Looks a blob or a manifest up without reading it, by the digest that {@link #blobs} gives it. */
    StoredBlob blob(Digest digest);
}
