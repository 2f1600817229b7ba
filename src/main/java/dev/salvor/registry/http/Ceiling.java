// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.util.concurrent.Semaphore;

/**
 * Requests in flight at once, as many as turns out to be good, by TCP's rules (RFC 5681, "Slow Start and Congestion Avoidance"): one more
 * for each good answer until the first trouble, which halves it; from there on one more per round trip.
 *
 * <p>Trouble counts only for a request that began after the last halving, so that a burst of refusals of what was in flight anyway
 * is one event (RFC 6582 does so for losses of one window).
 */
final class Ceiling {
    private final Permits permits;
    private final int highest;
    private int limit;
    /** Where the quick growth ends. */
    private int threshold;

    private int inFlight;
    /** Most in flight so far: who never had half of the room in use does not know whether more would be good. */
    private int peak;
    /** Good answers since the limit last changed. */
    private int credit;

    private int halvings;

    /** What the end of a request says about the load. */
    enum Course {
        /** Answered as quickly as usual: there is room for more. */
        GOOD,
        /** Answered, but slowly, or after a body that takes its own time: stay as it is. */
        NEUTRAL,
        /** The other side has too much, or broke down. */
        TROUBLE
    }

    /**
     * A request's place.
     *
     * @param halvings that had happened when it began
     */
    record Permit(Ceiling ceiling, int halvings) {
        void giveBack(Course course) {
            ceiling.leave(this, course);
        }
    }

    /**
     * @param start to begin with; {@code highest} if that is less
     * @param highest that it can grow to
     */
    Ceiling(int start, int highest) {
        this.highest = highest;
        this.limit = Math.min(start, highest);
        this.threshold = highest;
        this.permits = new Permits(limit);
    }

    /** Blocks, first come first served, until there is room below the ceiling. */
    Permit enter() throws InterruptedException {
        permits.acquire();
        synchronized (this) {
            inFlight++;
            peak = Math.max(peak, inFlight);
            return new Permit(this, halvings);
        }
    }

    private synchronized void leave(Permit permit, Course course) {
        if (permit.halvings() == halvings) {
            switch (course) {
                case GOOD -> grow();
                case NEUTRAL -> {}
                case TROUBLE -> halve();
            }
        }
        inFlight--;
        permits.release();
    }

    private void grow() {
        if (limit == highest || limit >= 2 * peak) {
            return;
        }
        credit++;
        if (limit < threshold || credit >= limit) {
            limit++;
            credit = 0;
            permits.release();
        }
    }

    private void halve() {
        int half = Math.max(1, limit / 2);
        permits.reducePermits(limit - half);
        limit = half;
        threshold = half;
        credit = 0;
        halvings++;
    }

    /** Below zero after a halving, until enough requests are through. */
    private static final class Permits extends Semaphore {
        private static final long serialVersionUID = 1L;

        Permits(int count) {
            super(count, true);
        }

        @Override
        protected void reducePermits(int reduction) {
            super.reducePermits(reduction);
        }
    }
}
