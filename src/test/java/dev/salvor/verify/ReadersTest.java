// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On how many files at once it settles, on a disk that gives so many bytes a second to so many readers. */
class ReadersTest {
    private static final long MILLI = 1_000_000;
    private static final int STEPS = 30_000;

    private final AtomicLong now = new AtomicLong();

    @ParameterizedTest
    @CsvSource({
        // two cores that hash
        "2, 400, 400, 32, 2",
        // sixteen
        "16, 400, 400, 32, 16",
        // more would help, and is not allowed
        "16, 400, 400, 4, 4",
        "16, 400, 400, 1, 1",
        // a file server far away gives each reader little
        "64, 20, 20, 32, 32",
    })
    void itGoesUpAsLongAsThatBringsMore(int useful, double first, double more, int most, int settled)
            throws InterruptedException {
        assertThat(limitAfter(most, readers -> first + more * (Math.min(useful, readers) - 1)))
                .isEqualTo(settled);
    }

    @ParameterizedTest
    @CsvSource({"150, 60, 40, 1", "150, 150, 100, 1", "150, 200, 120, 2"})
    void aDiskThatSeeksEndsAtOneOrTwo(double one, double two, double four, int settled) throws InterruptedException {
        assertThat(limitAfter(32, readers -> readers == 1 ? one : readers == 2 ? two : four))
                .isEqualTo(settled);
    }

    /** @param megabytes a second that so many readers get together */
    private int limitAfter(int most, IntToDoubleFunction megabytes) throws InterruptedException {
        Readers readers = new Readers(most, now::get);
        int reading = 0;
        for (int i = 0; i < STEPS; i++) {
            while (reading < readers.allowed()) {
                readers.enter();
                reading++;
            }
            while (reading > readers.allowed()) {
                readers.leave();
                reading--;
            }
            now.addAndGet(MILLI);
            readers.progress((long) (megabytes.applyAsDouble(reading) * 1_000_000 / 1_000));
        }
        return readers.limit();
    }
}
