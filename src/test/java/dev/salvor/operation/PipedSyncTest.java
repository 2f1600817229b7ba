// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.Failure;
import dev.salvor.export.LinkMode;
import dev.salvor.export.Packing;
import dev.salvor.image.Digest;
import dev.salvor.lab.Command;
import dev.salvor.lab.Front;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.Waiting;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tally.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
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

    @Test
    void itMakesTheRegistryThatADirectSyncMakesAndSendsEachBlobOnce() throws IOException {
        StorageFixtures.variety(storage);
        byte[] tar = exported();
        try (RegistryProcess registry = RegistryProcess.over(piped).start();
                RegistryProcess other = RegistryProcess.over(direct).start()) {
            assertThat(sync(tar, registry.host()).isComplete()).isTrue();
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
        byte[] tar = exported();
        try (RegistryProcess registry = RegistryProcess.over(piped).start()) {
            SyncRun.Result result = sync(tar, registry.host());
            assertThat(result.isComplete()).isTrue();
            assertThat(registry.accessLog().uploadedDigests())
                    .hasSize(4)
                    .doesNotHaveDuplicates()
                    .contains("sha256:" + sha256(LARGE));
            SyncRun.Result again = sync(tar, registry.host());
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
        byte[] tar = exported();
        try (RegistryProcess registry = RegistryProcess.over(piped).start()) {
            SyncRun run = run(registry.host());
            AtomicInteger seen = new AtomicInteger();
            SyncRun.Result result = push(run, out -> {
                out.write(tar, 0, tar.length - LARGE.length / 2);
                out.flush();
                Waiting.until(
                        "the first tag",
                        () -> registry.accessLog().tagPuts().stream().findFirst());
                seen.incrementAndGet();
                out.write(tar, tar.length - LARGE.length / 2, LARGE.length / 2);
            });
            assertThat(result.isComplete()).isTrue();
            assertThat(seen).hasValue(1);
        }
    }

    /** The first repository that needs it does not take it, before it read anything of it. */
    @Test
    void whatOneRepositoryRefusesAnotherOneTakes() throws IOException {
        writeShared();
        byte[] tar = exported();
        try (RegistryProcess registry = RegistryProcess.over(piped).start();
                Front front = Front.of(
                        registry.uri(),
                        (method, path) -> method.equals("POST") && path.contains("/p/app/")
                                ? Optional.of(Front.Reply.error(403, "DENIED", "not here"))
                                : Optional.empty())) {
            Map<String, Outcome> outcomes = sync(tar, front.host()).outcomes();
            assertThat(outcomes.get("p/app:1")).isInstanceOf(Outcome.Refused.class);
            assertThat(outcomes.get("q/web:1")).isEqualTo(new Outcome.Pushed());
        }
    }

    @Test
    void whatWouldHaveToGoAgainIsSaidAndTheNextRunMendsIt() throws IOException {
        writeShared();
        byte[] tar = exported();
        AtomicInteger puts = new AtomicInteger();
        try (RegistryProcess registry = RegistryProcess.over(piped).start();
                Front front = Front.of(
                        registry.uri(),
                        (method, path) ->
                                path.contains(sha256(LARGE)) && method.equals("PUT") && puts.getAndIncrement() == 0
                                        ? Optional.of(Front.Reply.error(503, "UNAVAILABLE", "for a moment"))
                                        : Optional.empty())) {
            SyncRun.Result first = sync(tar, front.host());
            assertThat(first.outcomes().get("p/app:1").toString()).contains("it came through a pipe");
            assertThat(sync(tar, front.host()).isComplete()).isTrue();
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
        byte[] tar = exported();
        try (RegistryProcess registry = RegistryProcess.over(piped).start()) {
            SyncRun run = run(registry.host());
            Map<String, Outcome> outcomes =
                    push(run, Arrays.copyOf(tar, tar.length - (1 << 20))).outcomes();
            assertThat(outcomes.get("p/a:1")).isEqualTo(new Outcome.Pushed());
            assertThat(outcomes.get("p/b:1")).isInstanceOf(Outcome.Unreadable.class);
            assertThat(outcomes.get("p/c:1").toString()).contains("the tar is cut or damaged");
            assertThat(run.notices()).anyMatch(notice -> notice.contains("the tar is cut or damaged"));
            assertThat(sync(tar, registry.host()).isComplete()).isTrue();
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
        flip(storage, SMALL);
        flip(storage, LARGE);
        byte[] tar = exported();
        try (RegistryProcess registry = RegistryProcess.over(piped).start()) {
            Map<String, Outcome> outcomes = sync(tar, registry.host()).outcomes();
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
        assertThatThrownBy(() -> sync(bytes, "127.0.0.1:1"))
                .isInstanceOfSatisfying(
                        Failure.Source.class,
                        failure -> assertThat(failure.advice()).contains("give what comes of it"))
                .hasMessageContaining("only a tar that salvor wrote");
        try (RegistryProcess registry = RegistryProcess.over(piped).start()) {
            assertThat(push(run(registry.host()).unpackingIn(direct), bytes).isComplete())
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

    private static void flip(Path storage, byte[] blob) throws IOException {
        String hex = sha256(blob);
        Path file = storage.resolve("docker/registry/v2/blobs/sha256/" + hex.substring(0, 2) + "/" + hex + "/data");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {(byte) ~blob[100]}), 100);
        }
    }

    private static String sha256(byte[] bytes) {
        return Digest.of(bytes).hex();
    }

    private byte[] exported() throws IOException {
        Path tar = carried.resolve("carried.tar");
        ExportRun.toArchive(storage, tar, Packing.NONE).run();
        return Files.readAllBytes(tar);
    }

    private SyncRun.Result sync(byte[] tar, String host) throws IOException {
        return push(run(host), tar);
    }

    private SyncRun run(String host) throws IOException {
        Path pipe = Files.createTempDirectory(carried, "pipe").resolve("tar");
        assertThat(Command.run(carried, "mkfifo", pipe.toString()).succeeded()).isTrue();
        return SyncRun.of(pipe, host);
    }

    private static SyncRun.Result push(SyncRun run, byte[] tar) {
        return push(run, out -> out.write(tar));
    }

    /** What comes through the pipe. */
    private interface Writing {
        void to(OutputStream pipe) throws IOException;
    }

    private static SyncRun.Result push(SyncRun run, Writing writing) {
        Thread.ofPlatform().daemon().start(() -> {
            try (OutputStream out = Files.newOutputStream(run.source())) {
                writing.to(out);
            } catch (IOException e) {
                // nobody reads any more
            }
        });
        return run.push();
    }
}
