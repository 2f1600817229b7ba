// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.salvor.export.LinkMode;
import dev.salvor.export.Packing;
import dev.salvor.lab.Buildah;
import dev.salvor.lab.Containerd;
import dev.salvor.lab.Docker;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.Skopeo;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.select.Selection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What buildah, containerd, a Docker engine and skopeo make of an export, down to the layers, which they unpack. */
class ExportedToToolsTest {
    private static final byte[] BASE = TestContent.layer(1, 3000);

    @TempDir
    Path storage;

    @TempDir
    Path exported;

    @TempDir
    Path work;

    /** By name: what images for one platform are called by docker, which is the digest of their config. */
    private final SortedMap<String, String> single = new TreeMap<>();

    private final SortedMap<String, String> digests = new TreeMap<>();

    /** Docker 20.10 cannot load it. */
    private Pushed zstd;

    @BeforeEach
    void write() {
        StorageFixtures.write(storage, images -> {
            single(images.image("solo", "latest", List.of(BASE)));
            single(images.image("devops/app", "1", List.of(BASE, TestContent.layer(2, 3000))));
            single(images.ociImage("a/b/c/d", "v1", List.of(BASE, TestContent.layer(3, 3000))));
            zstd = images.draft("devops/zstd")
                    .layer("application/vnd.oci.image.layer.v1.tar+zstd", TestContent.zstdLayer(4, 200_000))
                    .push("1");
            many(zstd);
            Pushed arm = images.draft("devops/multi")
                    .architecture("arm64")
                    .layers(List.of(BASE))
                    .push(null);
            Pushed amd = images.ociImage("devops/multi", null, List.of(BASE));
            many(images.index("devops/multi", "index", amd, arm));
            Pushed docker = images.image("devops/multi", null, List.of(BASE));
            many(images.list("devops/multi", "list", docker));
            images.artifact("devops/multi", null, "application/vnd.example.scan", amd);
        });
    }

    private void single(Pushed image) {
        single.put(image.name(), id(image));
        many(image);
    }

    private static String id(Pushed image) {
        try {
            String config = new ObjectMapper()
                    .readTree(image.bytes())
                    .path("config")
                    .path("digest")
                    .asText();
            return config.substring("sha256:".length());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void many(Pushed image) {
        digests.put(image.name(), image.digest());
    }

    @Test
    void buildahPullsFromDirectories() {
        Buildah buildah = Buildah.in(work);
        ExportRun.toDirectories(storage, exported, LinkMode.AUTO).run();
        single.put(zstd.name(), id(zstd));
        single.forEach((name, id) -> assertThat(buildah.run("pull", "-q", "dir:" + exported.resolve(name)))
                .contains(id));
        for (String index : List.of("devops/multi:index", "devops/multi:list")) {
            assertThat(buildah.run("from", "--pull-always", "dir:" + exported.resolve(index)))
                    .contains("working-container");
        }
    }

    /** It finds, as skopeo does, only what is of OCI's types by its name there. */
    @Test
    void buildahPullsFromOciLayouts() {
        Buildah buildah = Buildah.in(work);
        ExportRun.toOciLayout(storage, exported.resolve("one"), false, LinkMode.AUTO)
                .run();
        ExportRun.toOciLayout(storage, exported.resolve("each"), true, LinkMode.AUTO)
                .run();
        Map.of("a/b/c/d:v1", single.get("a/b/c/d:v1"), zstd.name(), id(zstd)).forEach((name, id) -> {
            assertThat(buildah.run("pull", "-q", "oci:" + exported.resolve("one") + ":" + name))
                    .contains(id);
            assertThat(buildah.run("pull", "-q", "oci:" + exported.resolve("each/" + name)))
                    .contains(id);
        });
        buildah.run("pull", "-q", "oci:" + exported.resolve("one") + ":devops/multi:index");
    }

    @Test
    void buildahPullsFromTheTar() {
        Buildah buildah = Buildah.in(work);
        Path tar = tar();
        Map.of("a/b/c/d:v1", single.get("a/b/c/d:v1"), zstd.name(), id(zstd))
                .forEach((name, id) -> assertThat(buildah.run("pull", "-q", "oci-archive:" + tar + ":" + name))
                        .contains(id));
        single.forEach((name, id) -> assertThat(buildah.run("pull", "-q", "docker-archive:" + tar + ":" + name))
                .contains(id));
    }

    @Test
    void skopeoReadsEachImageOfOnePlatformAsADockerArchive() {
        Path tar = tar();
        single.forEach((name, id) -> assertThat(Skopeo.run("inspect", "--raw", "docker-archive:" + tar + ":" + name))
                .contains("sha256:" + id));
    }

    @Test
    void skopeoSendsLayersThatZstdPackedAsTheyAre() {
        ExportRun.toDirectories(storage, exported, LinkMode.AUTO).run();
        try (RegistryProcess registry = RegistryProcess.over(work).start()) {
            Skopeo.run(
                    "copy",
                    "--dest-tls-verify=false",
                    "dir:" + exported.resolve("devops/zstd:1"),
                    "docker://" + registry.host() + "/devops/zstd:1");
            assertThat(RegistryWalk.tags(registry.uri()))
                    .isEqualTo(new TreeMap<>(digests.subMap("devops/zstd:1", "devops/zstd:2")));
        }
    }

    @Test
    void containerdImportsEveryImageOfTheTar() throws IOException {
        Path tar = tar();
        try (Containerd containerd = Containerd.start(work)) {
            containerd.ctr("images", "import", "--snapshotter", "native", "--all-platforms", tar.toString());
            SortedMap<String, String> imported = containerd
                    .ctr("images", "ls")
                    .lines()
                    .skip(1)
                    .map(line -> line.split(" +"))
                    .filter(words -> !words[0].contains("@"))
                    .collect(Collectors.toMap(words -> words[0], words -> words[2], (a, _) -> a, TreeMap::new));
            assertThat(imported).isEqualTo(digests);
        }
    }

    /** It looks for layers in what has none, and unpacks nothing that is listed behind it. */
    @Test
    void containerdIsToldOfWhatIsNoImage() throws IOException {
        Path tar = exported.resolve("carried.tar");
        ExportRun export = ExportRun.toArchive(storage, tar, Packing.NONE);
        export.run();
        assertThat(export.notices())
                .anySatisfy(notice ->
                        assertThat(notice).contains("ctr images import stops", "1 of these: devops/multi@sha256:"));
        try (Containerd containerd = Containerd.start(work)) {
            containerd.ctr("images", "import", "--no-unpack", tar.toString());
            assertThat(containerd.ctr("images", "ls")).contains(digests.values());
        }
    }

    @Test
    void dockerLoadsEachImageOfOnePlatformAndNoSignature() throws IOException {
        StorageFixtures.write(
                storage,
                images -> images.draft("devops/app")
                        .layer(
                                "application/vnd.dev.cosign.simplesigning.v1+json",
                                "{}".getBytes(StandardCharsets.UTF_8))
                        .push(digests.get("devops/app:1").replace(':', '-') + ".sig"));
        Path tar = tar();
        try (Docker docker = Docker.start(work)) {
            docker.run("load", "--input", tar.toString());
            assertThat(dockerImages(docker)).isEqualTo(single);
        }
    }

    /** It keeps no manifest: that is made, the same each time, for the same image. */
    @Test
    void whatDockerSavesOfThatIsReadAgain() throws IOException {
        Path tar = tar();
        Path saved = exported.resolve("saved.tar");
        try (Docker docker = Docker.start(work.resolve("docker"))) {
            docker.run("load", "--input", tar.toString());
            String[] names = single.keySet().toArray(String[]::new);
            docker.run(append(new String[] {"save", "--output", saved.toString()}, names));
        }
        Path registryRoot = work.resolve("registry");
        try (RegistryProcess registry = RegistryProcess.over(registryRoot).start()) {
            assertThat(SyncRun.of(saved, registry.host()).push().isComplete()).isTrue();
            assertThat(RegistryWalk.tags(registry.uri())).containsOnlyKeys(single.keySet());
            for (String name : single.keySet()) {
                assertThat(Skopeo.run(
                                "inspect", "--tls-verify=false", "--raw", "docker://" + registry.host() + "/" + name))
                        .contains("sha256:" + single.get(name));
            }
        }
    }

    private static String[] append(String[] first, String[] then) {
        String[] all = Arrays.copyOf(first, first.length + then.length);
        System.arraycopy(then, 0, all, first.length, then.length);
        return all;
    }

    private static SortedMap<String, String> dockerImages(Docker docker) {
        return docker.run("images", "--no-trunc", "--format", "{{.Repository}}:{{.Tag}} {{.ID}}")
                .lines()
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(
                        words -> words[0], words -> words[1].substring("sha256:".length()), (a, _) -> a, TreeMap::new));
    }

    private Path tar() {
        Path tar = exported.resolve("carried.tar");
        ExportRun.toArchive(storage, tar, Packing.NONE)
                .with(Selection.all().withReferrers(false))
                .run();
        return tar;
    }
}
