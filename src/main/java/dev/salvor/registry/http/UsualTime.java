// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What answers take while the registry is at ease: by method, the lowest average of some answers in a row. A single quickest answer
 * would be no measure, since a 404 is quicker than a listing; nor a running average, which follows the load that it should tell of.
 */
final class UsualTime {
    /** Enough for an average, and no more than are under way when a run begins. */
    private static final int ROW = 8;
    /** What is slower by less is slower by chance. */
    private static final long UNNOTICED_NANOS = Duration.ofMillis(10).toNanos();

    private final Map<String, Series> series = new HashMap<>();

    private static final class Series {
        private double lowest = Double.POSITIVE_INFINITY;
        private double sum;
        private int count;
    }

    /** Whether an answer that took so long came about as quickly as usual: in less than twice the time. */
    synchronized boolean holds(String method, long nanos) {
        return nanos <= 2 * of(method).lowest + UNNOTICED_NANOS;
    }

    /** Learns from an answer that brought what was asked for. */
    synchronized void note(String method, long nanos) {
        Series its = of(method);
        its.sum += nanos;
        its.count++;
        if (its.count == ROW) {
            its.lowest = Math.min(its.lowest, its.sum / ROW);
            its.sum = 0;
            its.count = 0;
        }
    }

    private Series of(String method) {
        return series.computeIfAbsent(method, _ -> new Series());
    }
}
