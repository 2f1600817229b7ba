// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.source.LinkRepair;
import dev.salvor.source.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class DiskTest {
    private static final RepositoryName REPOSITORY = new RepositoryName("project/app");

    @TempDir
    private Path temp;

    private final Disk disk = new Disk(1);
    private Storage storage;
    private Digest digest;

    @BeforeEach
    void makeAStorage() throws IOException {
        StorageTree tree = StorageTree.in(temp.toRealPath());
        digest = tree.blob("content");
        tree.tag(REPOSITORY.value(), "1", digest);
        storage = new Storage(new StorageLayout(tree.v2()), disk, List.of(), LinkRepair.ONLY_ENTRY);
    }

    @Test
    void everyKindOfReadingWaitsForTheDisk() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        Thread holder = Thread.ofVirtual().start(() -> hold(held, release));
        held.await();

        List<Thread> readers = List.<Runnable>of(
                        () -> storage.manifest(digest),
                        () -> storage.blob(REPOSITORY, digest),
                        () -> storage.read(REPOSITORY, digest, 100),
                        () -> storage.revision(REPOSITORY, digest),
                        () -> storage.tags().tag(REPOSITORY, new Tag("1"), _ -> {}),
                        () -> storage.tags().repository(REPOSITORY, _ -> {}),
                        () -> storage.tags().names(_ -> {}),
                        () -> storage.tags().scan(_ -> {}, _ -> {}))
                .stream()
                .map(read -> Thread.ofVirtual().start(() -> {
                    read.run();
                    done.incrementAndGet();
                }))
                .toList();
        for (Thread reader : readers) {
            assertThat(reader.join(Duration.ofMillis(50))).isFalse();
        }
        assertThat(done).hasValue(0);

        release.countDown();
        for (Thread reader : readers) {
            reader.join();
        }
        holder.join();
        assertThat(done).hasValue(8);
    }

    private void hold(CountDownLatch held, CountDownLatch release) {
        try {
            disk.read(() -> {
                held.countDown();
                release.await();
                return true;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
