// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import java.util.function.LongConsumer;

/** What of a blob went out, as it is told to whoever shows progress. */
final class SentBytes {
    private final LongConsumer listener;
    private long written;

    SentBytes(LongConsumer listener) {
        this.listener = listener;
    }

    void add(long bytes) {
        written += bytes;
        listener.accept(bytes);
    }

    /** In this attempt. */
    long written() {
        return written;
    }

    /** To what the registry has of it: where a redirect led on or a login was wanted, a body went out twice, and some take less than they get. */
    void correctTo(long taken) {
        add(taken - written);
    }

    /** What was written in vain has to go again. */
    void takeBack() {
        if (written > 0) {
            listener.accept(-written);
            written = 0;
        }
    }
}
