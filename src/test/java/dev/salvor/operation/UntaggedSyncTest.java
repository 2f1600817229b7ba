// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.salvor.image.Digest;
import dev.salvor.lab.AccessLog;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.lab.Trees;
import dev.salvor.outcome.Outcome;
import dev.salvor.plan.ComparePolicy;
import dev.salvor.source.derived.Derivation;
import dev.salvor.source.derived.TagTemplate;
import dev.salvor.source.names.Precedence;
import dev.salvor.source.names.TagList;
import dev.salvor.source.names.TagListFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images without a tag, when they are wanted. */
class UntaggedSyncTest {
    /** The volume and the dump of a real Harbor 2.15, beside the repository; too large to be in it. */
    private static final Path HARBOR = Path.of(System.getenv().getOrDefault("SALVOR_SHARED", "../shared"), "harbor215");

    private static final Derivation RESCUE = new Derivation(Optional.of(new TagTemplate("rescued-{digest12}")), false);

    /** In the volume, its tag was removed in Harbor. */
    private static final String UNTAGGED = "502597fc97b695cb9f4815c227571b86af9d72e770e1f2b7e2e865e0f4a2e3d4";

    @TempDir
    Path storage;

    @TempDir
    Path target;

    @Test
    void ofAHarborTheArtifactWithoutATagArrivesAndNoneThatWasDeleted() throws IOException, InterruptedException {
        Map<String, String> expected = unpackHarbor();
        expected.put("devops/bm_cx.003:rescued-" + UNTAGGED.substring(0, 12), "sha256:" + UNTAGGED);
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result result = fromHarbor(registry).deriving(RESCUE).push();

            assertThat(result.isComplete()).isTrue();
            assertThat(result.plan().findings().lackTags()).isFalse();
            assertThat(RegistryWalk.tags(registry.uri())).isEqualTo(expected);
        }
    }

    @Test
    void aDumpThatIsCutBehindItsTrashLeavesOutWhatItKnowsToBeDeleted() {
        Map<String, Pushed> pushed = new TreeMap<>();
        StorageFixtures.write(storage, images -> {
            pushed.put("kept", images.image("p/app", "kept", List.of(TestContent.layer(1, 500))));
            pushed.put("deleted", images.image("p/app", "deleted", List.of(TestContent.layer(2, 500))));
        });
        Trees.delete(storage.resolve("docker/registry/v2/repositories/p/app/_manifests/tags"));
        String dump =
                "-- PostgreSQL database dump\nCOPY public.artifact (id, repository_name, digest) FROM stdin;\n1\tp/app\t"
                        + pushed.get("kept").digest()
                        + "\n\\.\nCOPY public.artifact_trash (repository_name, digest) FROM stdin;\np/app\t"
                        + pushed.get("deleted").digest() + "\n\\.\nCOPY public.tag (artifact_id, name) FROM stdin;\n";
        TagList cut =
                new TagListFile().read(new ByteArrayInputStream(dump.getBytes(StandardCharsets.UTF_8)), "cut.sql");
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.of(storage, registry.host())
                    .named(Precedence.BOTH, cut)
                    .deriving(RESCUE)
                    .push();
            assertThat(RegistryWalk.tags(registry.uri())).containsOnlyKeys("p/app:" + rescued(pushed.get("kept")));
        }
    }

    @Test
    void whatWasDeletedIsTakenInIfItIsWanted() throws IOException, InterruptedException {
        unpackHarbor();
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result result = fromHarbor(registry)
                    .deriving(new Derivation(RESCUE.untagged(), true))
                    .push();

            assertThat(result.isComplete()).isTrue();
            assertThat(RegistryWalk.tags(registry.uri()))
                    .containsKeys("devops/bm_cx.003:rescued-5f4f14cffc74", "library/solo005:rescued-5027623e73d2");
        }
    }

    @Test
    void childrenOfIndexesAndReferrersGetNoTagOfTheirOwn() {
        Map<String, String> expected = new TreeMap<>();
        StorageFixtures.write(storage, images -> {
            Pushed named = images.ociImage("p/app", "1", List.of(TestContent.layer(1, 500)));
            expected.put("p/app:1", named.digest());
            Pushed child = images.ociImage("p/app", "tmp", List.of(TestContent.layer(2, 500)));
            Pushed index = images.index("p/app", "tmp", child);
            expected.put("p/app:" + rescued(index), index.digest());
            images.artifact("p/app", "tmp", "application/spdx+json", index);
            Pushed lost = images.ociImage("p/lost", "tmp", List.of(TestContent.layer(3, 500)));
            expected.put("p/lost:" + rescued(lost), lost.digest());
        });
        forget("p/app", "tmp");
        Trees.delete(new StorageFiles(storage)
                .link("p/lost", "tmp")
                .getParent()
                .getParent()
                .getParent());
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result result =
                    SyncRun.of(storage, registry.host()).deriving(RESCUE).push();

            assertThat(result.isComplete()).isTrue();
            assertThat(result.plan().referrers()).isEqualTo(1);
            assertThat(result.plan().findings().untagged()).isEmpty();
            Map<String, String> arrived = RegistryWalk.tags(registry.uri());
            // the list of its referrers, which this registry has no API for
            arrived.keySet().removeIf(name -> name.startsWith("p/app:sha256-"));
            assertThat(arrived).isEqualTo(expected);
        }
    }

    @Test
    void aMadeTagThatTheTargetHasForSomethingElseIsAConflict() {
        Pushed[] lost = new Pushed[2];
        StorageFixtures.write(storage, images -> {
            images.image("p/app", "1", List.of(TestContent.layer(1, 500)));
            lost[0] = images.image("p/app", "tmp", List.of(TestContent.layer(2, 500)));
            lost[1] = images.image("p/app", "tmp", List.of(TestContent.layer(3, 500)));
        });
        forget("p/app", "tmp");
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            Pushed other =
                    new TestImages(registry.uri()).image("p/app", rescued(lost[0]), List.of(TestContent.layer(4, 500)));

            SyncRun.Result result =
                    SyncRun.of(storage, registry.host()).deriving(RESCUE).push();
            SyncRun.Result again = SyncRun.of(storage, registry.host())
                    .deriving(RESCUE)
                    .with(ComparePolicy.of(false, ComparePolicy.OnConflict.SKIP))
                    .push();

            assertThat(result.outcomes())
                    .containsEntry(
                            "p/app:" + rescued(lost[0]),
                            new Outcome.Conflict(Digest.parse(lost[0].digest()), Digest.parse(other.digest())))
                    .containsEntry("p/app:" + rescued(lost[1]), new Outcome.Pushed());
            assertThat(again.outcomes()).containsEntry("p/app:" + rescued(lost[1]), new Outcome.AlreadyThere(true));
            assertThat(RegistryWalk.tags(registry.uri()))
                    .containsEntry("p/app:" + rescued(lost[0]), other.digest())
                    .containsEntry("p/app:" + rescued(lost[1]), lost[1].digest());
        }
    }

    @Test
    void aSignatureThatNobodyHasNamedArrivesByItsTagAfterItsImage() {
        Map<String, String> expected = new TreeMap<>();
        StorageFixtures.write(storage, images -> {
            Pushed image = images.ociImage("p/app", "1", List.of(TestContent.layer(1, 500)));
            String payload = "{\"critical\":{\"image\":{\"docker-manifest-digest\":\"" + image.digest() + "\"}}}";
            Pushed signature = images.draft("p/app")
                    .layer("application/vnd.dev.cosign.simplesigning.v1+json", payload.getBytes(StandardCharsets.UTF_8))
                    .push("tmp");
            expected.put("p/app:1", image.digest());
            expected.put("p/app:" + image.digest().replace(':', '-') + ".sig", signature.digest());
        });
        forget("p/app", "tmp");
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result result = SyncRun.of(storage, registry.host())
                    .deriving(Derivation.none())
                    .push();

            assertThat(result.isComplete()).isTrue();
            assertThat(RegistryWalk.tags(registry.uri())).isEqualTo(expected);
            List<String> puts = registry.accessLog().entries().stream()
                    .filter(entry -> entry.method().equals("PUT"))
                    .map(AccessLog.Entry::path)
                    .filter(path -> path.contains("/manifests/"))
                    .toList();
            assertThat(puts).hasSize(2);
            assertThat(puts.getFirst()).endsWith("/manifests/1");
        }
    }

    private SyncRun fromHarbor(RegistryProcess registry) {
        return SyncRun.of(storage, registry.host())
                .named(Precedence.BOTH, new TagListFile().read(HARBOR.resolve("dump.sql.xz")));
    }

    private static String rescued(Pushed image) {
        return "rescued-" + Digest.parse(image.digest()).shortHex();
    }

    private void forget(String repository, String tag) {
        Trees.delete(new StorageFiles(storage).link(repository, tag).getParent().getParent());
    }

    /** Returns the tags that it had. */
    private Map<String, String> unpackHarbor() throws IOException, InterruptedException {
        assumeThat(HARBOR).isDirectory();
        Process tar = new ProcessBuilder(
                        "tar", "-xJf", HARBOR.resolve("storage.tar.xz").toString(), "-C", storage.toString())
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
        Map<String, String> tags = new TreeMap<>();
        Files.readAllLines(HARBOR.resolve("tags.txt")).forEach(line -> {
            String[] fields = line.split(" ");
            tags.put(fields[0] + ":" + fields[1], fields[2]);
        });
        return tags;
    }
}
