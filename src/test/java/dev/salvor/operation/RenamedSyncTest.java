// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.lab.AccessLog;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tally;
import dev.salvor.output.Explanation;
import dev.salvor.select.ImageGlob;
import dev.salvor.select.NameRule;
import dev.salvor.select.Selection;
import dev.salvor.select.Shard;
import dev.salvor.select.TargetName;
import dev.salvor.select.TargetNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories that are called otherwise on the target: there all that is said of the others holds, too. */
class RenamedSyncTest {
    private static final byte[] BASE = TestContent.layer(1, 50_000);
    private static final byte[] OWN = TestContent.layer(2, 5_000);
    private static final byte[] NEW = TestContent.layer(3, 5_000);

    @TempDir
    Path storage;

    @TempDir
    Path target;

    @BeforeEach
    void writeStorage() {
        StorageFixtures.write(storage, images -> {
            images.image("old/app", "1.0", List.of(BASE));
            images.ociImage("old/tool", "1.0", List.of(BASE, OWN));
            images.image("alone", "1.0", List.of(OWN));
        });
    }

    @Test
    void aSecondRunKnowsThemAgain() {
        TargetNames names = names("library", "^old/(.*)=new/$1-x");
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result first =
                    SyncRun.of(storage, registry.host()).with(names).push();
            assertThat(first.isComplete()).isTrue();
            assertThat(RegistryWalk.tags(registry.uri()))
                    .isEqualTo(renamed(Map.of(
                            "old/app:1.0",
                            "new/app-x:1.0",
                            "old/tool:1.0",
                            "new/tool-x:1.0",
                            "alone:1.0",
                            "library/alone:1.0")));
            int mark = registry.accessLog().mark();

            SyncRun.Result again =
                    SyncRun.of(storage, registry.host()).with(names).push();

            assertThat(again.count(Tally.Kind.THERE)).isEqualTo(3);
            assertThat(registry.accessLog().after(mark).mutating()).isEmpty();
        }
    }

    @Test
    void aRuleThatMatchesNothingIsNamed() {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun run = SyncRun.of(storage, registry.host()).with(names("", "^odl/=new/", "^old/=new/"));
            run.plan();
            assertThat(run.notices()).containsExactly("--map '^odl/=new/' matches no repository of the storage");
        }
    }

    @Test
    void whatTheTargetHasUnderAnotherNameIsMountedFromThere() {
        TargetNames names = names("", "^old/=new/");
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.of(storage, registry.host()).with(names).push();
            StorageFixtures.write(storage, images -> {
                images.image("old/app", "2.0", List.of(BASE, OWN, NEW));
                images.image("fresh/app", "1.0", List.of(BASE, OWN, NEW));
            });
            int mark = registry.accessLog().mark();

            SyncRun.Result result =
                    SyncRun.of(storage, registry.host()).with(names).push();

            assertThat(result.count(Tally.Kind.PUSHED)).isEqualTo(2);
            AccessLog all = registry.accessLog();
            assertThat(all.uploadedDigests()).doesNotHaveDuplicates();
            assertThat(all.linked().values()).containsOnly(1);
            assertThat(all.after(mark).uploadedDigests())
                    .contains(Digest.of(NEW).toString())
                    .doesNotContain(Digest.of(BASE).toString(), Digest.of(OWN).toString());
        }
    }

    @Test
    void thoseThatWouldGetOneNameAreRefusedThoughTheirTagsDiffer() {
        StorageFixtures.write(storage, images -> images.image("new/app", "2.0", List.of(NEW)));
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result result = SyncRun.of(storage, registry.host())
                    .with(names("", "^old/=new/"))
                    .push();

            TargetName.Shared shared = new TargetName.Shared(
                    new RepositoryName("new/app"),
                    List.of(new RepositoryName("new/app"), new RepositoryName("old/app")));
            assertThat(result.outcomes())
                    .containsEntry("old/app:1.0", new Outcome.Misnamed(shared))
                    .containsEntry("new/app:2.0", new Outcome.Misnamed(shared));
            assertThat(result.count(Tally.Kind.REFUSED)).isEqualTo(2);
            assertThat(RegistryWalk.tags(registry.uri())).containsOnlyKeys("new/tool:1.0", "alone:1.0");
            assertThat(registry.accessLog().entries())
                    .noneMatch(entry -> entry.path().startsWith("/v2/new/app/"));
        }
    }

    @Test
    void workersThatShareTheStorageSeeEachOthersNames() {
        StorageFixtures.write(storage, images -> images.image("new/app", "2.0", List.of(NEW)));
        int shards = 3;
        assertThat(new Shard(1, shards).owns(new RepositoryName("new/app"))).isTrue();
        assertThat(new Shard(0, shards).owns(new RepositoryName("old/app"))).isTrue();
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            List<SyncRun.Result> results = IntStream.range(0, shards)
                    .mapToObj(index -> SyncRun.of(storage, registry.host())
                            .with(names("", "^old/=new/"))
                            .with(Selection.all().within(new Shard(index, shards)))
                            .push())
                    .toList();
            assertThat(results.get(1).outcomes().get("new/app:2.0")).isInstanceOf(Outcome.Misnamed.class);
            assertThat(results.get(0).outcomes().get("old/app:1.0")).isInstanceOf(Outcome.Misnamed.class);
            assertThat(RegistryWalk.tags(registry.uri())).containsOnlyKeys("new/tool:1.0", "alone:1.0");
        }
    }

    /** The one that is left out or has no tags any more takes no name from the other. */
    @Test
    void whatIsNotMeantMeetsNobody() throws IOException {
        StorageFixtures.write(storage, images -> {
            images.image("new/app", "2.0", List.of(NEW));
            images.image("new/tool", "2.0", List.of(NEW));
        });
        Path tags = storage.resolve("docker/registry/v2/repositories/new/tool/_manifests/tags");
        try (Stream<Path> files = Files.walk(tags)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        Selection selection =
                new Selection(List.of(), List.of(new ImageGlob("new/app:*")), 0, Optional.empty(), Optional.empty());
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result result = SyncRun.of(storage, registry.host())
                    .with(names("", "^old/=new/"))
                    .with(selection)
                    .push();

            assertThat(result.isComplete()).isTrue();
            assertThat(RegistryWalk.tags(registry.uri())).containsOnlyKeys("new/app:1.0", "new/tool:1.0", "alone:1.0");
        }
    }

    @Test
    void aNameThatNoRepositoryCanHaveIsRefusedWithItsRuleAndTheRestGoesOn() {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result result = SyncRun.of(storage, registry.host())
                    .with(names("", "^old/t=new/T"))
                    .push();

            assertThat(result.count(Tally.Kind.REFUSED)).isEqualTo(1);
            assertThat(result.report().undelivered())
                    .flatExtracting(Tally.Group::examples)
                    .singleElement()
                    .satisfies(example -> {
                        assertThat(example.name()).isEqualTo(SampleReports.name("old/tool:1.0"));
                        assertThat(Explanation.of(example.outcome()).detail())
                                .isEqualTo("'new/Tool', by --map ^old/t=new/T");
                    });
            assertThat(RegistryWalk.tags(registry.uri())).containsOnlyKeys("old/app:1.0", "alone:1.0");
        }
    }

    private Map<String, String> renamed(Map<String, String> names) {
        Map<String, String> tags = new TreeMap<>();
        StorageWalk.tags(storage).forEach((name, digest) -> tags.put(names.get(name), digest));
        return tags;
    }

    private static TargetNames names(String project, String... rules) {
        return new TargetNames(Stream.of(rules).map(NameRule::parse).toList(), project, "");
    }
}
