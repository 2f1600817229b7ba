// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ParallelTest {
    @Test
    void doesEachTaskOnceOnFewerThreadsThanTasks() throws InterruptedException {
        AtomicInteger done = new AtomicInteger();

        Parallel.run(Collections.nCopies(1000, (Parallel.Task) done::incrementAndGet), 3);

        assertThat(done).hasValue(1000);
    }

    @Test
    void runsAsManyTasksAtOnceAsItMay() throws InterruptedException {
        CountDownLatch allRun = new CountDownLatch(3);
        Parallel.Task meet = () -> {
            allRun.countDown();
            allRun.await();
        };

        Parallel.run(Collections.nCopies(3, meet), 3);

        assertThat(allRun.getCount()).isZero();
    }

    @Test
    void interruptsTasksThatWaitWhenAnotherFails() {
        CountDownLatch never = new CountDownLatch(1);
        IllegalStateException failure = new IllegalStateException("failed");
        List<Parallel.Task> tasks = List.of(() -> Parallel.run(List.of(never::await), 1), () -> {
            throw failure;
        });

        assertThatThrownBy(() -> Parallel.run(tasks, 2)).isSameAs(failure);
    }

    @Test
    void startsNoTaskAfterAFailure() {
        AtomicInteger started = new AtomicInteger();
        Parallel.Task fails = () -> {
            started.incrementAndGet();
            throw new IllegalStateException("failed");
        };

        assertThatThrownBy(() -> Parallel.run(Collections.nCopies(100, fails), 1))
                .hasMessage("failed");
        assertThat(started).hasValue(1);
    }

    @Test
    void throwsErrorsAsTheyAre() {
        Parallel.Task fails = () -> {
            throw new StackOverflowError();
        };

        assertThatThrownBy(() -> Parallel.run(List.of(fails), 1)).isInstanceOf(StackOverflowError.class);
    }
}
