// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * How many files are read at once: as many as turn out to be good. Begins with two, and doubles as long as that brings more bytes a second;
 * what brings nothing is taken back, and if two are worse than one, as on a disk that has to move its head between them, one it is. Looks again now and
 * then, since a cache or a neighbour may have made the measurement.
 */
final class Readers {
    private static final int START = 2;
    /** What more readers have to bring: less is noise. */
    private static final double GAIN = 1.15;
    /** Who loses that much is in his own way. */
    private static final double LOSS = 0.9;

    private static final long SHORTEST_NANOS = 250_000_000;
    private static final long LONGEST_NANOS = 2_000_000_000;
    private static final long ENOUGH_BYTES = 64 << 20;
    /** How long a decision holds. */
    private static final long HOLD_NANOS = 10_000_000_000L;
    /** What a file costs besides its bytes, so that stretches of small ones are not taken for slow ones. */
    private static final long FILE_BYTES = 64 << 10;

    private final int most;
    private final LongSupplier clock;
    private final Lock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final LongAdder work = new LongAdder();

    private int limit;
    private int reading;
    /** The limit that proved best so far; less than {@link #limit} while more are tried, more while fewer are. */
    private int best;
    /** Bytes a nanosecond with {@link #best}; 0 as long as nobody knows. */
    private double bestRate;

    private boolean settled;
    private long start;
    private long workAtStart;
    private volatile long nextLook;

    Readers(int most, LongSupplier nanoClock) {
        this.most = most;
        this.clock = nanoClock;
        this.limit = Math.min(START, most);
        this.best = limit;
        begin(clock.getAsLong());
    }

    /** Blocks until there is room for one more. */
    void enter() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (reading >= limit) {
                room.await();
            }
            reading++;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        work.add(FILE_BYTES);
        lock.lock();
        try {
            reading--;
            room.signal();
        } finally {
            lock.unlock();
        }
    }

    /** So many bytes more were read by one of them. */
    void progress(long bytes) {
        work.add(bytes);
        long now = clock.getAsLong();
        if (now - nextLook >= 0 && lock.tryLock()) {
            try {
                look(now);
            } finally {
                lock.unlock();
            }
        }
    }

    /** How many may read at once now, be it as a trial. */
    int allowed() {
        lock.lock();
        try {
            return limit;
        } finally {
            lock.unlock();
        }
    }

    /** How many at once have proved best so far. */
    int limit() {
        lock.lock();
        try {
            return best;
        } finally {
            lock.unlock();
        }
    }

    private void look(long now) {
        long nanos = now - start;
        long done = work.sum() - workAtStart;
        if (settled) {
            settled = false;
            bestRate = 0;
            begin(now);
        } else if (reading > limit) {
            // those that are too many end with their file; till then the rate is theirs
            begin(now);
        } else if (nanos >= LONGEST_NANOS || nanos >= SHORTEST_NANOS && done >= ENOUGH_BYTES) {
            judge((double) done / nanos);
            begin(now);
        } else {
            nextLook = now + SHORTEST_NANOS / 4;
        }
    }

    private void judge(double rate) {
        if (bestRate == 0) {
            bestRate = rate;
            best = limit;
            move(Math.min(most, 2 * limit));
        } else if (limit > best && rate >= bestRate * GAIN) {
            bestRate = rate;
            best = limit;
            move(Math.min(most, 2 * limit));
        } else if (limit > best && rate < bestRate * LOSS && best > 1) {
            move(Math.max(1, best / 2));
        } else if (limit < best && rate >= bestRate) {
            bestRate = rate;
            best = limit;
            move(Math.max(1, limit / 2));
        } else {
            move(best);
        }
    }

    /** To where it is already: there is nothing left to try. */
    private void move(int to) {
        settled = to == best;
        limit = to;
        room.signalAll();
    }

    private void begin(long now) {
        start = now;
        workAtStart = work.sum();
        nextLook = now + (settled ? HOLD_NANOS : SHORTEST_NANOS);
    }
}
