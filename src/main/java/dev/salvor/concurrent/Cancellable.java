// SPDX-License-Identifier: Apache-2.0
package dev.salvor.concurrent;

import java.util.concurrent.CancellationException;

/** Takes an {@link InterruptedException} through code that cannot declare it: as a {@link CancellationException}, the thread still interrupted. */
public final class Cancellable {

    /** What may be interrupted. */
    public interface Work<R, X extends Exception> {
        R get() throws X, InterruptedException;
    }

    private Cancellable() {}

    /**
     * @param told the message of the exception, such as "the scan was interrupted"
     * @throws CancellationException if this thread is interrupted; it stays interrupted
     */
    public static <R, X extends Exception> R get(String told, Work<R, X> work) throws X {
        try {
            return work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException(told);
        }
    }
}
