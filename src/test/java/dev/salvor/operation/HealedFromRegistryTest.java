// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.lab.AccessLog;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.SpareShape;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.outcome.Outcome;
import dev.salvor.source.Spare;
import dev.salvor.source.spare.HealedSource;
import dev.salvor.source.spare.LocalSpares;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a storage lacks comes from another registry. */
class HealedFromRegistryTest {
    private static final byte[] SHARED = TestContent.layer(1, 9_000);
    /** Many pieces of a pipe. */
    private static final byte[] BIG = TestContent.layer(2, 3_000_000);

    @TempDir
    Path root;

    @TempDir
    Path target;

    private Path storage;
    private StorageFiles files;
    private Path mirror;
    private SortedMap<String, String> expected;
    private Pushed manifest;
    private final List<String> notices = new ArrayList<>();

    @BeforeEach
    void writeStorages() {
        storage = root.resolve("storage");
        mirror = root.resolve("mirror");
        files = new StorageFiles(storage);
        StorageFixtures.write(storage, images -> push("", images));
        StorageFixtures.write(mirror, images -> push("moved/", images));
        expected = StorageWalk.tags(storage);
        files.delete(files.data(BIG));
        files.delete(files.data(manifest.digest()));
    }

    private void push(String prefix, TestImages images) {
        images.image(prefix + "p/sound", "1.0", List.of(SHARED));
        images.image(prefix + "p/layer", "1.0", List.of(SHARED, BIG));
        manifest = images.image(prefix + "p/manifest", "1.0", List.of(SHARED, TestContent.layer(3, 90)));
    }

    private Spare spare(RegistryProcess registry) {
        return RegistrySpare.connect(
                "docker://mirror", SyncRun.of(storage, registry.host() + "/moved")::connect, new Listener() {
                    @Override
                    public void warn(String line) {
                        notices.add(line);
                    }
                });
    }

    private SyncRun healing(RegistryProcess registry, Spare... spares) {
        return SyncRun.of(storage, registry.host()).over(source -> new HealedSource(source, List.of(spares)));
    }

    private void between(Consumer<RegistryProcess> mirrored, Runs runs) throws IOException {
        try (RegistryProcess from = RegistryProcess.over(mirror).start();
                RegistryProcess to = RegistryProcess.over(target).start()) {
            runs.run(from, to);
            mirrored.accept(from);
        }
    }

    private interface Runs {
        void run(RegistryProcess from, RegistryProcess to) throws IOException;
    }

    @Test
    void itIsAskedForWhatIsMissingAndForNothingElse() throws IOException {
        between(
                from -> {
                    AccessLog log = from.accessLog();
                    assertThat(log.mutating()).hasSize(0);
                    assertThat(Stream.of("GET", "HEAD")
                                    .flatMap(method -> log.entries().stream()
                                            .filter(entry -> entry.method().equals(method)
                                                    && entry.path().contains("sha256"))
                                            .map(entry -> method + " " + entry.path() + " " + entry.status())))
                            .containsExactlyInAnyOrder(
                                    "GET /v2/moved/p/manifest/manifests/" + manifest.digest() + " 200",
                                    "HEAD /v2/moved/p/layer/blobs/" + Digest.of(BIG) + " 200",
                                    "GET /v2/moved/p/layer/blobs/" + Digest.of(BIG) + " 200");
                },
                (from, to) -> {
                    SyncRun.Result result = healing(to, spare(from)).push();
                    assertThat(result.isComplete()).isTrue();
                    assertThat(RegistryWalk.tags(to.uri())).isEqualTo(expected);
                    assertThat(to.accessLog().linked().values()).allMatch(times -> times == 1);
                });
    }

    @Test
    void aPlanAsksWithoutReadingBlobs() throws IOException {
        between(
                from -> assertThat(from.accessLog().entries())
                        .noneMatch(entry ->
                                entry.method().equals("GET") && entry.path().contains("/blobs/")),
                (from, to) -> assertThat(healing(to, spare(from)).plan().plan().images())
                        .hasSize(3));
    }

    @Test
    void chunksAreReadFromWhereTheyBegin() throws IOException {
        between(
                from -> {
                    long gets = from.accessLog().entries().stream()
                            .filter(entry ->
                                    entry.method().equals("GET") && entry.path().contains("/blobs/"))
                            .count();
                    assertThat(gets).isEqualTo((BIG.length + 999_999) / 1_000_000);
                },
                (from, to) -> {
                    assertThat(healing(to, spare(from))
                                    .inChunksOf(1_000_000)
                                    .push()
                                    .isComplete())
                            .isTrue();
                    assertThat(RegistryWalk.tags(to.uri())).isEqualTo(expected);
                });
    }

    @Test
    void wrongBytesOfARegistryNeverArriveAndTheNextPlaceIsAsked() throws IOException {
        byte[] wrong = BIG.clone();
        wrong[wrong.length - 1] ^= 1;
        Files.write(new StorageFiles(mirror).data(BIG), wrong);
        Path place = root.resolve("place");
        SpareShape.HEX.put(place, BIG);
        between(_ -> {}, (from, to) -> {
            SyncRun.Result damaged = healing(to, spare(from)).push();
            assertThat(damaged.outcomes().get("p/layer:1.0"))
                    .isInstanceOf(Outcome.Unreadable.class)
                    .asString()
                    .contains("other bytes");
            assertThat(to.accessLog().uploadedDigests())
                    .doesNotContain(Digest.of(BIG).toString());
            assertThat(to.accessLog().count("DELETE")).isEqualTo(1);

            SyncRun.Result healed = healing(to, spare(from), LocalSpares.open(place, notices::add))
                    .push();
            assertThat(healed.outcomes().get("p/layer:1.0")).isEqualTo(new Outcome.Pushed());
            assertThat(RegistryWalk.tags(to.uri())).isEqualTo(expected);
        });
    }

    @Test
    void aRegistryThatLacksItIsNotNeeded() throws IOException {
        StorageFiles its = new StorageFiles(mirror);
        its.delete(its.data(BIG));
        its.delete(its.data(manifest.digest()));
        between(_ -> {}, (from, to) -> {
            SyncRun.Result result = healing(to, spare(from)).push();
            assertThat(result.outcomes().get("p/layer:1.0")).isInstanceOf(Outcome.Damaged.class);
            assertThat(result.outcomes().get("p/manifest:1.0")).isInstanceOf(Outcome.Damaged.class);
        });
    }
}
