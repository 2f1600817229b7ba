// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import static dev.salvor.source.storage.StorageTree.digestOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.image.Digest;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.Tags;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ScanConcurrencyTest {
    private static final Digest DIGEST = digestOf("manifest");
    private static final Consumer<SourceProblem> NO_PROBLEM = problem -> {
        throw new AssertionError(problem);
    };

    @TempDir
    private Path temp;

    private StorageTree tree;

    @BeforeEach
    void makeAStorageOfManyRepositories() throws IOException {
        tree = StorageTree.in(temp.toRealPath());
        for (int i = 0; i < 10; i++) {
            for (int j = 0; j < 10; j++) {
                tree.tag("project" + i + "/app" + j, "1", DIGEST);
            }
        }
    }

    @Test
    void holdsNoDiskWhileConsumersWaitAndBoundsTheirNumber() {
        int bound = 32;
        CountDownLatch full = new CountDownLatch(bound);
        CountDownLatch overfull = new CountDownLatch(bound + 1);
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger visited = new AtomicInteger();
        Consumer<ScannedRepository> waitForOneTooMany = repository -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            full.countDown();
            overfull.countDown();
            await(full);
            awaitBriefly(overfull);
            visited.incrementAndGet();
            atOnce.decrementAndGet();
        };

        tree.open(1).tags().scan(waitForOneTooMany, NO_PROBLEM);

        assertThat(visited).hasValue(100);
        assertThat(most).hasValue(bound);
    }

    @Test
    void throwsWhatAConsumerThrowsWhileOthersWait() {
        IllegalStateException failure = new IllegalStateException("full");
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger visited = new AtomicInteger();
        Tags tags = tree.open(2).tags();

        assertThatThrownBy(() -> tags.scan(
                        repository -> {
                            if (visited.incrementAndGet() == 5) {
                                throw failure;
                            }
                            await(never);
                        },
                        NO_PROBLEM))
                .isSameAs(failure);
        assertThat(visited.get()).isLessThan(100);
    }

    @Test
    void throwsWhatTheConsumerOfProblemsThrows() throws IOException {
        StorageTree.loop(tree.repository("project5/broken"));
        IllegalStateException failure = new IllegalStateException("full");
        Tags tags = tree.open(2).tags();

        assertThatThrownBy(() -> tags.scan(repository -> {}, problem -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    @Test
    void endsSoonWhenInterrupted() throws InterruptedException {
        CountDownLatch visiting = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger waiting = new AtomicInteger();
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
        Tags tags = tree.open(2).tags();
        Thread runner = Thread.ofPlatform().start(() -> {
            try {
                tags.scan(
                        repository -> {
                            waiting.incrementAndGet();
                            visiting.countDown();
                            try {
                                await(never);
                            } finally {
                                waiting.decrementAndGet();
                            }
                        },
                        NO_PROBLEM);
                thrown.complete(new AssertionError("not interrupted"));
            } catch (CancellationException e) {
                thrown.complete(e);
            }
            stillInterrupted.complete(Thread.currentThread().isInterrupted());
        });

        visiting.await();
        runner.interrupt();

        assertThat(thrown.join()).isInstanceOf(CancellationException.class);
        assertThat(stillInterrupted.join()).isTrue();
        assertThat(waiting).hasValue(0);
    }

    @Test
    void goesOnWhenWhatItListedIsGone() throws IOException {
        for (int i = 0; i < 100; i++) {
            tree.tag("vanishing", "tag" + i, DIGEST);
        }
        AtomicInteger visited = new AtomicInteger();

        tree.open()
                .tags()
                .scan(
                        repository -> {
                            if (visited.incrementAndGet() == 1) {
                                removeAll();
                            }
                        },
                        problem -> assertThat(problem.reason()).isEqualTo("no such file or directory"));

        assertThat(visited.get()).isPositive();
    }

    private void removeAll() {
        try {
            StorageTree.shell("rm -rf \"$1\"/*", tree.v2().resolve("repositories"));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Long enough for others to come, if they may; nobody comes if all is well. */
    private static void awaitBriefly(CountDownLatch latch) {
        try {
            latch.await(300, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
