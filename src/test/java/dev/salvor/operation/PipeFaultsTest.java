// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.Failure;
import dev.salvor.export.LinkMode;
import dev.salvor.image.Digest;
import dev.salvor.lab.Command;
import dev.salvor.lab.Front;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import dev.salvor.outcome.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with what comes through a pipe, or with where it goes. */
class PipeFaultsTest {
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
    void whatWouldHaveToGoAgainIsSaidAndTheNextRunMendsIt() throws IOException {
        writeShared();
        byte[] tar = pipes.exported(storage);
        AtomicInteger puts = new AtomicInteger();
        try (RegistryProcess registry = RegistryProcess.over(piped).start();
                Front front = Front.of(
                        registry.uri(),
                        (method, path) -> path.contains(Digest.of(LARGE).hex())
                                        && method.equals("PUT")
                                        && puts.getAndIncrement() == 0
                                ? Optional.of(Front.Reply.error(503, "UNAVAILABLE", "for a moment"))
                                : Optional.empty())) {
            SyncRun.Result first = pipes.push(tar, front.host());
            assertThat(first.outcomes().get("p/app:1").toString()).contains("it came through a pipe");
            assertThat(pipes.push(tar, front.host()).isComplete()).isTrue();
        }
        assertThat(StorageWalk.tags(piped)).isEqualTo(StorageWalk.tags(storage));
    }

    @Test
    void ofATarThatIsCutWhatCameWholeArrives() throws IOException {
        StorageFixtures.write(storage, images -> {
            images.image("p/a", "1", List.of(SMALL));
            images.image("p/b", "1", List.of(SMALL, LARGE));
            images.image("p/c", "1", List.of(TestContent.random(3, 3000)));
        });
        byte[] tar = pipes.exported(storage);
        try (RegistryProcess registry = RegistryProcess.over(piped).start()) {
            byte[] begin = Arrays.copyOf(tar, tar.length - (1 << 20));
            SyncRun run = pipes.run(out -> out.write(begin), registry.host());
            Map<String, Outcome> outcomes = run.push().outcomes();
            assertThat(outcomes.get("p/a:1")).isEqualTo(new Outcome.Pushed());
            assertThat(outcomes.get("p/b:1")).isInstanceOf(Outcome.Unreadable.class);
            assertThat(outcomes.get("p/c:1").toString()).contains("the tar is cut or damaged");
            assertThat(run.notices()).anyMatch(notice -> notice.contains("the tar is cut or damaged"));
            assertThat(pipes.push(tar, registry.host()).isComplete()).isTrue();
        }
        assertThat(StorageWalk.tags(piped)).isEqualTo(StorageWalk.tags(storage));
    }

    @Test
    void otherBytesThanTheDigestPromisesDoNotArriveAndTheOthersDo() throws IOException {
        StorageFixtures.write(storage, images -> {
            images.image("p/small", "1", List.of(SMALL));
            images.image("p/large", "1", List.of(LARGE));
            images.image("p/whole", "1", List.of(TestContent.random(3, 3000)));
        });
        new StorageFiles(storage).flip(SMALL);
        new StorageFiles(storage).flip(LARGE);
        byte[] tar = pipes.exported(storage);
        try (RegistryProcess registry = RegistryProcess.over(piped).start()) {
            Map<String, Outcome> outcomes = pipes.push(tar, registry.host()).outcomes();
            assertThat(outcomes.get("p/small:1")).isInstanceOf(Outcome.Damaged.class);
            assertThat(outcomes.get("p/large:1")).isInstanceOf(Outcome.Damaged.class);
            assertThat(outcomes.get("p/whole:1")).isEqualTo(new Outcome.Pushed());
        }
        assertThat(StorageWalk.tags(piped)).containsOnlyKeys("p/whole:1");
    }

    @Test
    void aTarThatSalvorDidNotWriteIsRefusedWithAWayOut() throws IOException {
        writeShared();
        Path layout = carried.resolve("layout");
        ExportRun.toOciLayout(storage, layout, false, LinkMode.AUTO).run();
        Path tar = carried.resolve("by-tar.tar");
        assertThat(Command.run(
                                carried,
                                "tar",
                                "cf",
                                tar.toString(),
                                "-C",
                                layout.toString(),
                                "blobs",
                                "index.json",
                                "oci-layout")
                        .succeeded())
                .isTrue();
        byte[] bytes = Files.readAllBytes(tar);
        assertThatThrownBy(() -> pipes.push(bytes, "127.0.0.1:1"))
                .isInstanceOfSatisfying(
                        Failure.Source.class,
                        failure -> assertThat(failure.advice()).contains("give what comes of it"))
                .hasMessageContaining("only a tar that salvor wrote");
        try (RegistryProcess registry = RegistryProcess.over(piped).start()) {
            assertThat(pipes.run(out -> out.write(bytes), registry.host())
                            .unpackingIn(direct)
                            .push()
                            .isComplete())
                    .isTrue();
        }
        assertThat(StorageWalk.tags(piped)).isEqualTo(StorageWalk.tags(storage));
    }

    private void writeShared() {
        StorageFixtures.write(storage, images -> {
            images.image("p/app", "1", List.of(SMALL, LARGE));
            images.image("q/web", "1", List.of(LARGE));
        });
    }
}
