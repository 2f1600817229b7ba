// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.lab.Front;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.Waiting;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tally.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tar that comes through a pipe is pushed as it comes. */
class PipedSyncTest {
    /** Too large to be kept in memory. */
    private static final byte[] LARGE = TestContent.random(1, 6 << 20);

    private static final byte[] SMALL = TestContent.random(2, 3000);

    @TempDir
    Path storage;

    @TempDir
    Path carried;

    @TempDir
    Path piped;

    @TempDir
    Path direct;

    private PipedSync pipes;

    @BeforeEach
    void makePipes() {
        pipes = new PipedSync(carried);
    }

    @Test
    void itMakesTheRegistryThatADirectSyncMakesAndSendsEachBlobOnce() throws IOException {
        StorageFixtures.variety(storage);
        byte[] tar = pipes.exported(storage);
        try (RegistryProcess registry = RegistryProcess.over(piped).start();
                RegistryProcess other = RegistryProcess.over(direct).start()) {
            assertThat(pipes.push(tar, registry.host()).isComplete()).isTrue();
            assertThat(SyncRun.of(storage, other.host()).push().isComplete()).isTrue();
            assertThat(registry.accessLog().uploadedDigests())
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(other.accessLog().uploadedDigests());
        }
        assertThat(RegistryFiles.of(piped)).isEqualTo(RegistryFiles.of(direct));
    }

    @Test
    void whatIsLargeGoesThroughToOneRepositoryAndIsMountedInTheOthers() throws IOException {
        writeShared();
        byte[] tar = pipes.exported(storage);
        try (RegistryProcess registry = RegistryProcess.over(piped).start()) {
            SyncRun.Result result = pipes.push(tar, registry.host());
            assertThat(result.isComplete()).isTrue();
            assertThat(registry.accessLog().uploadedDigests())
                    .hasSize(4)
                    .doesNotHaveDuplicates()
                    .contains(Digest.of(LARGE).toString());
            SyncRun.Result again = pipes.push(tar, registry.host());
            assertThat(again.count(Kind.THERE)).isEqualTo(2);
            assertThat(registry.accessLog().uploadedDigests()).hasSize(4);
        }
        assertThat(StorageWalk.tags(piped)).isEqualTo(StorageWalk.tags(storage));
    }

    /** A run that is killed leaves what is whole. */
    @Test
    void theImagesOfARepositoryAreThereBeforeTheRestHasCome() throws IOException {
        StorageFixtures.write(storage, images -> {
            images.image("p/app", "1", List.of(SMALL));
            images.image("p/web", "1", List.of(LARGE));
        });
        byte[] tar = pipes.exported(storage);
        try (RegistryProcess registry = RegistryProcess.over(piped).start()) {
            AtomicInteger seen = new AtomicInteger();
            SyncRun.Result result = pipes.push(
                    out -> {
                        out.write(tar, 0, tar.length - LARGE.length / 2);
                        out.flush();
                        Waiting.until(
                                "the first tag",
                                () -> registry.accessLog().tagPuts().stream().findFirst());
                        seen.incrementAndGet();
                        out.write(tar, tar.length - LARGE.length / 2, LARGE.length / 2);
                    },
                    registry.host());
            assertThat(result.isComplete()).isTrue();
            assertThat(seen).hasValue(1);
        }
    }

    /** The first repository that needs it does not take it, before it read anything of it. */
    @Test
    void whatOneRepositoryRefusesAnotherOneTakes() throws IOException {
        writeShared();
        byte[] tar = pipes.exported(storage);
        try (RegistryProcess registry = RegistryProcess.over(piped).start();
                Front front = Front.of(
                        registry.uri(),
                        (method, path) -> method.equals("POST") && path.contains("/p/app/")
                                ? Optional.of(Front.Reply.error(403, "DENIED", "not here"))
                                : Optional.empty())) {
            Map<String, Outcome> outcomes = pipes.push(tar, front.host()).outcomes();
            assertThat(outcomes.get("p/app:1")).isInstanceOf(Outcome.Refused.class);
            assertThat(outcomes.get("q/web:1")).isEqualTo(new Outcome.Pushed());
        }
    }

    private void writeShared() {
        StorageFixtures.write(storage, images -> {
            images.image("p/app", "1", List.of(SMALL, LARGE));
            images.image("q/web", "1", List.of(LARGE));
        });
    }
}
