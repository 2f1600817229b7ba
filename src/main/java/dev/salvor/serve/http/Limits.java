// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve.http;

import java.time.Duration;

/**
 * What clients may cost.
 *
 * @param requests answered at once; others are told to come again
 * @param connections open at once
 * @param headers how long the first request of a connection may take to arrive
 * @param idle how long the next one may
 * @param stall how long a client may take nothing of an answer
 */
public record Limits(int requests, int connections, Duration headers, Duration idle, Duration stall) {
    /** Of the request line; the longest that a registry needs has a fourth of it. */
    static final int LINE_BYTES = 4096;

    /** Of all headers together. */
    static final int HEADER_BYTES = 16 << 10;

    /** With the usual patience. */
    public static Limits of(int requests) {
        return new Limits(
                requests, 2 * requests, Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(60));
    }
}
