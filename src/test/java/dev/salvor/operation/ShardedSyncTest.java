// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.lab.AccessLog;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.outcome.ImageResult;
import dev.salvor.outcome.Outcome;
import dev.salvor.select.ImageList;
import dev.salvor.select.ScanFindings;
import dev.salvor.select.Selection;
import dev.salvor.select.Shard;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that share a storage by shards do together what one does alone. */
class ShardedSyncTest {
    private static final int SHARDS = 4;
    private static final int REPOSITORIES = 24;
    private static final int TAGS = 4;
    private static final List<String> UNTAGGED = List.of("harbor215/zero", "harbor215/one", "harbor215/two");

    @TempDir
    static Path storage;

    @TempDir
    Path target;

    @BeforeAll
    static void writeStorage() {
        List<byte[]> shared = IntStream.range(0, 4)
                .mapToObj(i -> TestContent.layer(i, 50_000))
                .toList();
        StorageFixtures.write(storage, images -> {
            IntStream.range(0, REPOSITORIES).forEach(i -> repository(images, i, shared));
            UNTAGGED.forEach(name -> images.image(name, null, shared));
        });
    }

    /** An image whose layers all repositories have, an index of two, and a referrer. */
    private static void repository(TestImages images, int i, List<byte[]> shared) {
        String name = name(i);
        Pushed same = images.ociImage(name, "same", shared);
        Pushed own = images.ociImage(name, "own", List.of(shared.get(i % 4), TestContent.layer(100 + i, 2_000)));
        images.index(name, "index", same, own);
        images.artifact(name, "sbom", "application/spdx+json", same);
    }

    private static String name(int i) {
        return "team" + i % 5 + "/app" + i;
    }

    @RepeatedTest(5)
    void fourAtOnceGiveWhatOneGives() throws ExecutionException, InterruptedException {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            List<SyncRun.Result> results = atOnce(registry.host());
            assertThat(results).allMatch(SyncRun.Result::isComplete);
            assertThat(results).allSatisfy(result -> assertThat(result.images()).isNotEmpty());
            List<String> pushed = results.stream()
                    .flatMap(result -> result.outcomes().keySet().stream())
                    .toList();
            assertThat(pushed).hasSize(REPOSITORIES * TAGS).doesNotHaveDuplicates();
            assertThat(registry.accessLog().linked().values()).containsOnly(1);
            assertThat(RegistryWalk.tags(registry.uri())).isEqualTo(StorageWalk.tags(storage));
        }
    }

    @Test
    void eachShardAsksTheTargetForItsOwnRepositoriesOnly() {
        List<String> asked = new ArrayList<>();
        for (int index = 0; index < SHARDS; index++) {
            Shard shard = new Shard(index, SHARDS);
            try (RegistryProcess registry =
                    RegistryProcess.over(target.resolve("" + index)).start()) {
                SyncRun.Result result = plan(registry, Selection.all().within(shard));
                List<String> its = listed(registry.accessLog());
                assertThat(its).isNotEmpty().allMatch(name -> shard.owns(new RepositoryName(name)));
                assertThat(result.plan().images()).hasSize(its.size() * TAGS);
                asked.addAll(its);
            }
        }
        assertThat(asked).hasSize(REPOSITORIES).doesNotHaveDuplicates();
    }

    @Test
    void aRepositoryWithoutTagsIsToldOfByTheShardThatOwnsIt() {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            List<ScanFindings> findings = IntStream.range(0, SHARDS)
                    .mapToObj(index -> plan(registry, Selection.all().within(new Shard(index, SHARDS)))
                            .plan()
                            .findings())
                    .toList();
            assertThat(findings.stream().flatMap(each -> each.untagged().stream()))
                    .extracting(RepositoryName::value)
                    .containsExactlyInAnyOrderElementsOf(UNTAGGED);
            assertThat(findings).allSatisfy(each -> {
                assertThat(each.untagged()).allMatch(each.share().shard()::owns);
                assertThat(each.repositories()).isEqualTo(REPOSITORIES + UNTAGGED.size());
                assertThat(each.tags()).isEqualTo(REPOSITORIES * TAGS);
            });
            assertThat(findings.stream()
                            .mapToLong(each -> each.share().repositories())
                            .sum())
                    .isEqualTo(REPOSITORIES + UNTAGGED.size());
        }
    }

    @Test
    void aListOfImagesIsDividedToo() {
        List<String> lines = List.of("team0/app0:same", "team1/app1:same", "team2/app2:nosuch", "team3/app3:nosuch");
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            List<ImageResult> results = IntStream.range(0, SHARDS)
                    .mapToObj(index -> new Selection(
                                    List.of(),
                                    List.of(),
                                    0,
                                    Optional.empty(),
                                    Optional.of(ImageList.parse(lines, "the test")))
                            .within(new Shard(index, SHARDS)))
                    .flatMap(selection -> SyncRun.of(storage, registry.host()).with(selection).push().images().stream())
                    .toList();
            assertThat(results)
                    .extracting(ImageResult::name)
                    .extracting(ImageName::toString)
                    .containsExactlyInAnyOrderElementsOf(lines);
            assertThat(results)
                    .filteredOn(result -> result.outcome() instanceof Outcome.NotInStorage)
                    .extracting(result -> result.name().reference().toString())
                    .containsExactly("nosuch", "nosuch");
        }
    }

    @Test
    void aShardWithoutRepositoriesHasNothingToDo() {
        int many = 1000;
        Shard unused = IntStream.range(0, many)
                .mapToObj(index -> new Shard(index, many))
                .filter(shard -> !isUsed(shard))
                .findFirst()
                .orElseThrow();
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result result = SyncRun.of(storage, registry.host())
                    .with(Selection.all().within(unused))
                    .push();
            assertThat(result.images()).isEmpty();
            assertThat(result.plan().findings().share()).isEqualTo(new ScanFindings.Share(unused, 0));
        }
    }

    private static boolean isUsed(Shard shard) {
        return IntStream.range(0, REPOSITORIES).anyMatch(i -> shard.owns(new RepositoryName(name(i))))
                || UNTAGGED.stream().anyMatch(name -> shard.owns(new RepositoryName(name)));
    }

    private static SyncRun.Result plan(RegistryProcess registry, Selection selection) {
        return SyncRun.of(storage, registry.host()).with(selection).plan();
    }

    private static List<String> listed(AccessLog log) {
        return log.entries().stream()
                .map(AccessLog.Entry::path)
                .filter(path -> path.startsWith("/v2/") && path.contains("/tags/list"))
                .map(path -> path.substring("/v2/".length(), path.indexOf("/tags/list")))
                .toList();
    }

    private static List<SyncRun.Result> atOnce(String host) throws ExecutionException, InterruptedException {
        List<Future<SyncRun.Result>> runs = new ArrayList<>();
        List<SyncRun.Result> results = new ArrayList<>();
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int index = 0; index < SHARDS; index++) {
                Selection part = Selection.all().within(new Shard(index, SHARDS));
                runs.add(workers.submit(
                        () -> SyncRun.of(storage, host).with(part).push()));
            }
            for (Future<SyncRun.Result> run : runs) {
                results.add(run.get());
            }
        }
        return results;
    }
}
