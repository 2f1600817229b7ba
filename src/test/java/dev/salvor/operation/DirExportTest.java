// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.export.LinkMode;
import dev.salvor.image.Digest;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.Skopeo;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tally.Kind;
import dev.salvor.plan.ComparePolicy.OnConflict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirExportTest {
    private static final List<byte[]> LAYERS = List.of(TestContent.layer(1, 3000), TestContent.layer(2, 4000));

    private static final Set<String> NESTED = Set.of("team/multi:nested", "team/multi:nested-untagged");

    @TempDir
    Path storage;

    @TempDir
    Path target;

    @TempDir
    Path registryRoot;

    /** No skopeo reads indexes inside indexes: it takes what an index lists for images. */
    @Test
    void skopeoReadsEveryKindOfImageButIndexesInIndexes() {
        SortedMap<String, String> pushed = StorageFixtures.variety(storage);
        ExportRun.Result result = export(LinkMode.AUTO).run();
        assertThat(result.count(Kind.PUSHED)).isGreaterThanOrEqualTo(pushed.size());
        assertThat(result.count(Kind.PUSHED)).isEqualTo(result.images().size());
        SortedMap<String, String> expected = new TreeMap<>(pushed);
        expected.keySet().removeAll(NESTED);
        try (RegistryProcess registry = RegistryProcess.over(registryRoot).start()) {
            expected.keySet()
                    .forEach(name -> Skopeo.run(
                            "copy",
                            "--all",
                            "--dest-tls-verify=false",
                            "dir:" + target.resolve(name),
                            "docker://" + registry.host() + "/" + name));
            assertThat(RegistryWalk.tags(registry.uri())).isEqualTo(expected);
        }
        NESTED.forEach(name -> assertThat(Skopeo.failure(
                        "copy", "--all", "dir:" + target.resolve(name), "dir:" + registryRoot.resolve("copy")))
                .contains("manifest list"));
    }

    /** The last step of the replaced script, unchanged. */
    @Test
    void skopeoSyncTakesAProjectOfTwoComponentNames() {
        StorageFixtures.write(storage, images -> {
            images.image("devops/app", "1.0", LAYERS);
            images.ociImage("devops/web", "2.0", LAYERS);
        });
        export(LinkMode.AUTO).run();
        try (RegistryProcess registry = RegistryProcess.over(registryRoot).start()) {
            Skopeo.run(
                    "sync",
                    "--dest-tls-verify=false",
                    "--src",
                    "dir",
                    "--dest",
                    "docker",
                    target.resolve("devops").toString(),
                    registry.host() + "/devops");
            assertThat(RegistryWalk.tags(registry.uri())).isEqualTo(RegistryWalk.tags(storage));
        }
        assertThat(Skopeo.run("inspect", "dir:" + target.resolve("devops/app:1.0")))
                .contains(StorageWalk.tags(storage).get("devops/app:1.0"));
    }

    @Test
    void blobsAreHardLinksAndManifestsAreNot() throws IOException {
        Pushed image = write();
        ExportRun export = export(LinkMode.AUTO);
        ExportRun.Result result = export.run();
        assertThat(exported(LAYERS.getFirst()))
                .satisfies(file -> assertThat(Files.isSameFile(file, files().data(LAYERS.getFirst())))
                        .isTrue());
        assertThat(Files.isSameFile(target.resolve("p/app:1/manifest.json"), files().data(image.digest())))
                .isFalse();
        assertThat(result.blobs().sent().bytes()).isZero();
        assertThat(export.notices()).singleElement().asString().contains("hard links", "chown -R");
    }

    @Test
    void copiesShareWhatImagesShareAndNothingWithTheStorage() throws IOException {
        write();
        ExportRun export = export(LinkMode.COPY);
        ExportRun.Result result = export.run();
        Path file = exported(LAYERS.getFirst());
        assertThat(Files.isSameFile(file, files().data(LAYERS.getFirst()))).isFalse();
        assertThat(Files.isSameFile(file, target.resolve("p/app:2").resolve(file.getFileName())))
                .isTrue();
        assertThat(Files.readAllBytes(file)).isEqualTo(LAYERS.getFirst());
        assertThat(result.blobs().sent().blobs()).isEqualTo(3);
        assertThat(export.notices()).isEmpty();
    }

    @Test
    void aSecondRunWritesNothing() throws IOException {
        write();
        export(LinkMode.AUTO).run();
        Object before = Files.getAttribute(target.resolve("p/app:1"), "unix:ino");
        ExportRun.Result again = export(LinkMode.AUTO).run();
        assertThat(again.count(Kind.THERE)).isEqualTo(2);
        assertThat(again.images()).allMatch(image -> image.outcome().equals(new Outcome.AlreadyThere(true)));
        assertThat(Files.getAttribute(target.resolve("p/app:1"), "unix:ino")).isEqualTo(before);
    }

    @Test
    void aTagThatMovedIsReplacedUnlessConflictsAreSkipped() {
        write();
        export(LinkMode.AUTO).run();
        StorageFixtures.write(storage, images -> images.image("p/app", "1", List.of(TestContent.layer(9, 100))));
        assertThat(export(LinkMode.AUTO).onConflict(OnConflict.SKIP).run().count(Kind.CONFLICTS))
                .isEqualTo(1);
        assertThat(export(LinkMode.AUTO).run().count(Kind.PUSHED)).isEqualTo(1);
        assertThat(digestOf(target.resolve("p/app:1/manifest.json")))
                .isEqualTo(StorageWalk.tags(storage).get("p/app:1"));
        assertThat(exported(LAYERS.getFirst())).doesNotExist();
    }

    @Test
    void whatLacksAPartOfAnExportIsWrittenAgain() throws IOException {
        write();
        export(LinkMode.COPY).run();
        Files.delete(exported(LAYERS.getFirst()));
        Files.write(target.resolve("p/app:2/manifest.json"), new byte[0]);
        assertThat(export(LinkMode.COPY).run().count(Kind.PUSHED)).isEqualTo(2);
        assertThat(export(LinkMode.COPY).run().count(Kind.THERE)).isEqualTo(2);
    }

    @Test
    void anImageThatIsDamagedLeavesNothing() {
        Pushed image = write();
        StorageFixtures.write(storage, images -> images.image("p/other", "1", List.of(TestContent.layer(7, 500))));
        files().truncate(files().data(LAYERS.getFirst()), 10);
        ExportRun.Result result = export(LinkMode.AUTO).run();
        assertThat(result.count(Kind.DAMAGED)).isEqualTo(2);
        assertThat(target.resolve("p/other:1")).isDirectory();
        assertThat(target.resolve("p/app:1")).doesNotExist();
        assertThat(image.name()).isEqualTo("p/app:1");
    }

    /** A link has the registry's own bytes, whatever they are; what is copied is looked at. */
    @Test
    void whatIsCopiedIsCheckedByItsDigest() throws IOException {
        write();
        files().flip(LAYERS.getFirst());
        ExportRun.Result result = export(LinkMode.COPY).run();
        assertThat(result.outcomes().values())
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Damaged.class));
        assertThat(target.resolve("p/app:1")).doesNotExist();
        assertThat(target.resolve(".salvor-export.tmp")).doesNotExist();
    }

    @Test
    void referrersGoAlongUnderTheirDigests() {
        StorageFixtures.write(storage, images -> {
            Pushed image = images.ociImage("p/signed", "1", LAYERS);
            images.artifact("p/signed", null, "application/vnd.example.scan", image);
        });
        export(LinkMode.AUTO).run();
        assertThat(target.resolve("p"))
                .isDirectoryContaining(path -> path.getFileName().toString().startsWith("signed@sha256:"));
        assertThat(export(LinkMode.AUTO).run().count(Kind.THERE)).isEqualTo(2);
    }

    /** Two tags that share a layer. */
    private Pushed write() {
        Pushed[] first = new Pushed[1];
        StorageFixtures.write(storage, images -> {
            first[0] = images.image("p/app", "1", LAYERS);
            images.tag(first[0], "2");
        });
        return first[0];
    }

    private Path exported(byte[] layer) {
        return target.resolve("p/app:1").resolve(Digest.of(layer).toString().substring("sha256:".length()));
    }

    private static String digestOf(Path file) {
        try {
            return Digest.of(Files.readAllBytes(file)).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private StorageFiles files() {
        return new StorageFiles(storage);
    }

    private ExportRun export(LinkMode mode) {
        return ExportRun.toDirectories(storage, target, mode);
    }
}
