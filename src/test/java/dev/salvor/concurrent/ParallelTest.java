// SPDX-License-Identifier: Apache-2.0
package dev.salvor.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ParallelTest {
    @Test
    void doesEachThingOnceOnFewerThreadsThanThings() throws InterruptedException {
        AtomicInteger done = new AtomicInteger();

        Parallel.each(Collections.nCopies(1000, 1), 3, done::addAndGet);

        assertThat(done).hasValue(1000);
    }

    @Test
    void doesAsManyAtOnceAsItMay() throws InterruptedException {
        CountDownLatch allRun = new CountDownLatch(3);

        Parallel.each(List.of(1, 2, 3), 3, _ -> {
            allRun.countDown();
            allRun.await();
        });

        assertThat(allRun.getCount()).isZero();
    }

    @Test
    void givesResultsInTheOrderOfTheThings() throws InterruptedException {
        List<Integer> numbers = IntStream.range(0, 200).boxed().toList();

        var doubled = Parallel.map(numbers, 7, number -> 2 * number);

        assertThat(doubled.keySet()).containsExactlyElementsOf(numbers);
        assertThat(doubled).allSatisfy((number, result) -> assertThat(result).isEqualTo(2 * number));
    }

    @Test
    void interruptsThoseThatWaitWhenAnotherFails() {
        CountDownLatch never = new CountDownLatch(1);
        IllegalStateException failure = new IllegalStateException("failed");

        assertThatThrownBy(() -> Parallel.each(List.of(true, false), waits -> {
                    if (waits) {
                        Parallel.each(List.of(1), 1, _ -> never.await());
                    }
                    throw failure;
                }))
                .isSameAs(failure);
    }

    @Test
    void beginsNothingAfterAFailure() {
        AtomicInteger begun = new AtomicInteger();

        assertThatThrownBy(() -> Parallel.each(Collections.nCopies(100, 1), 1, _ -> {
                    begun.incrementAndGet();
                    throw new IllegalStateException("failed");
                }))
                .hasMessage("failed");
        assertThat(begun).hasValue(1);
    }

    @Test
    void throwsCheckedExceptionsAndErrorsAsTheyAre() {
        IOException refused = new IOException("refused");

        assertThatThrownBy(() -> Parallel.map(List.of(1), _ -> fail(refused))).isSameAs(refused);
        assertThatThrownBy(() -> Parallel.each(List.of(1), _ -> {
                    throw new StackOverflowError();
                }))
                .isInstanceOf(StackOverflowError.class);
    }

    @Test
    void anInterruptedCallerEndsAllThatWait() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger interrupted = new AtomicInteger();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                Parallel.each(List.of(1, 2), _ -> {
                    begun.countDown();
                    try {
                        never.await();
                    } finally {
                        interrupted.incrementAndGet();
                    }
                });
            } catch (InterruptedException e) {
                interrupted.addAndGet(10);
            }
        });

        begun.await();
        caller.interrupt();
        caller.join();

        assertThat(interrupted).hasValue(12);
    }

    private static int fail(IOException refused) throws IOException {
        throw refused;
    }
}
