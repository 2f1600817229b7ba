// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One request that was answered, for the log. What clients sent is in it as they sent it.
 *
 * @param client its address
 * @param user who logged in
 * @param target path and query
 * @param bytes of the body that were sent; empty if the client went away before all were
 * @param agent what the client calls itself; empty if it does not
 * @param reason why the answer is not what was asked for; empty if it is
 */
public record AccessRecord(
        Instant at,
        String client,
        Optional<String> user,
        String method,
        String target,
        int status,
        Optional<Long> bytes,
        Duration took,
        String agent,
        String reason) {

    /** Where they go. Called by the threads that answer. */
    public interface Log {
        void add(AccessRecord access);

        /** So many could not be told: whoever reads them is too slow. */
        void lost(long count);
    }
}
