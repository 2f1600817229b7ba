// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WatchdogTest {
    private static final Duration PATIENCE = Duration.ofMillis(200);

    @Test
    void endsWhatMakesNoProgress() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        long start = System.nanoTime();
        try (Watchdog watchdog = new Watchdog(PATIENCE);
                Watchdog.Watched _ = watchdog.watch(ended::countDown)) {
            assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(PATIENCE);
    }

    @Test
    void leavesAloneWhatMakesProgressOrIsOver() throws InterruptedException {
        CountDownLatch slow = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        CountDownLatch stuck = new CountDownLatch(1);
        try (Watchdog watchdog = new Watchdog(PATIENCE);
                Watchdog.Watched progressing = watchdog.watch(slow::countDown)) {
            watchdog.watch(over::countDown).close();
            try (Watchdog.Watched _ = watchdog.watch(stuck::countDown)) {
                while (!stuck.await(1, TimeUnit.MILLISECONDS)) {
                    progressing.step();
                }
            }
            assertThat(slow.getCount()).isOne();
            assertThat(over.getCount()).isOne();
        }
    }

    @Test
    void watchesNothingAfterItsEnd() {
        Watchdog watchdog = new Watchdog(PATIENCE);
        watchdog.close();
        assertThatThrownBy(() -> watchdog.watch(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }
}
