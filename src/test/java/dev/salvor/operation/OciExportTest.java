// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.salvor.export.LinkMode;
import dev.salvor.image.Digest;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.Skopeo;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tally.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OciExportTest {
    private static final Set<String> NESTED = Set.of("team/multi:nested", "team/multi:nested-untagged");
    private static final List<byte[]> LAYERS = List.of(TestContent.layer(1, 3000), TestContent.layer(2, 4000));

    @TempDir
    Path storage;

    @TempDir
    Path target;

    @TempDir
    Path registryRoot;

    @Test
    void oneLayoutHoldsEveryKindOfImageAndSkopeoReadsThoseOfOciTypes() {
        SortedMap<String, String> pushed = StorageFixtures.variety(storage);
        export(false).run();
        assertThat(named(target, "")).isEqualTo(pushed);
        requireSound(target);
        assertThat(copied(pushed, name -> "oci:" + target + ":" + name)).isEqualTo(readable(pushed));
    }

    @Test
    void layoutsPerRepositoryDoToo() {
        SortedMap<String, String> pushed = StorageFixtures.variety(storage);
        export(true).run();
        SortedMap<String, String> all = new TreeMap<>();
        pushed.keySet().stream().map(OciExportTest::repository).distinct().forEach(repository -> {
            all.putAll(named(target.resolve(repository), repository + ":"));
            requireSound(target.resolve(repository));
        });
        assertThat(all).isEqualTo(pushed);
        assertThat(copied(
                        pushed,
                        name -> "oci:" + target.resolve(repository(name)) + ":"
                                + name.substring(repository(name).length() + 1)))
                .isEqualTo(readable(pushed));
    }

    /** Debian's looks for nothing else by name; without a name it takes what is the only image. */
    @Test
    void skopeoReadsTheOnlyImageOfALayoutWhateverItsType() {
        StorageFixtures.write(storage, images -> images.image("p/app", "1", LAYERS));
        export(true).run();
        try (RegistryProcess registry = RegistryProcess.over(registryRoot).start()) {
            Skopeo.run(
                    "copy",
                    "--dest-tls-verify=false",
                    "oci:" + target.resolve("p/app"),
                    "docker://" + registry.host() + "/p/app:1");
            assertThat(RegistryWalk.tags(registry.uri())).isEqualTo(StorageWalk.tags(storage));
        }
    }

    @Test
    void blobsAreSharedAndHardLinked() throws IOException {
        write();
        ExportRun.Result result = export(false).run();
        Path blob = blob(LAYERS.getFirst());
        assertThat(Files.isSameFile(blob, new StorageFiles(storage).data(LAYERS.getFirst())))
                .isTrue();
        assertThat(result.blobs().sent().bytes()).isZero();
        assertThat(result.blobs().mounted().blobs()).isEqualTo(3);
        assertThat(index(target).path("manifests"))
                .extracting(each -> each.path("annotations")
                        .path("org.opencontainers.image.ref.name")
                        .asText())
                .containsExactly("p/app:1", "p/app:2");
    }

    @Test
    void aSecondRunWritesWhatIsNewAndKeepsWhatOthersWrote() throws IOException {
        write();
        export(false).run();
        Skopeo.run("copy", "dir:" + byHand(), "oci:" + target + ":by-hand");
        StorageFixtures.write(storage, images -> images.image("p/app", "3", LAYERS.subList(0, 1)));
        ExportRun.Result again = export(false).run();
        assertThat(again.count(Kind.THERE)).isEqualTo(2);
        assertThat(again.count(Kind.PUSHED)).isEqualTo(1);
        assertThat(index(target).path("manifests"))
                .extracting(each -> each.path("annotations")
                        .path("org.opencontainers.image.ref.name")
                        .asText())
                .containsExactly("by-hand", "p/app:1", "p/app:2", "p/app:3");
    }

    @Test
    void whatLacksAPartIsWrittenAgain() throws IOException {
        write();
        export(false).run();
        Files.delete(blob(LAYERS.getFirst()));
        assertThat(export(false).run().count(Kind.PUSHED)).isEqualTo(2);
        assertThat(blob(LAYERS.getFirst())).exists();
    }

    @Test
    void copiesOfLayoutsPerRepositoryShareTheirBytes() throws IOException {
        StorageFixtures.write(storage, images -> {
            images.image("a", "1", LAYERS);
            images.image("a/b", "1", LAYERS);
        });
        ExportRun.Result result =
                ExportRun.toOciLayout(storage, target, true, LinkMode.COPY).run();
        assertThat(result.outcomes().values()).containsOnly(new Outcome.Pushed());
        assertThat(Files.isSameFile(
                        blobIn(target.resolve("a"), LAYERS.getFirst()),
                        blobIn(target.resolve("a/b"), LAYERS.getFirst())))
                .isTrue();
        assertThat(result.blobs().sent().blobs()).isEqualTo(3);
    }

    private SortedMap<String, String> copied(SortedMap<String, String> pushed, UnaryOperator<String> source) {
        try (RegistryProcess registry = RegistryProcess.over(registryRoot).start()) {
            readable(pushed)
                    .keySet()
                    .forEach(name -> Skopeo.run(
                            "copy",
                            "--all",
                            "--dest-tls-verify=false",
                            source.apply(name),
                            "docker://" + registry.host() + "/" + name));
            return RegistryWalk.tags(registry.uri());
        }
    }

    /** What Debian's skopeo 1.9 reads by name: manifests of OCI's types, and no index in an index. */
    private SortedMap<String, String> readable(SortedMap<String, String> pushed) {
        SortedMap<String, String> readable = new TreeMap<>(pushed);
        readable.keySet().removeAll(NESTED);
        readable.values()
                .removeIf(digest -> read(new StorageFiles(storage).data(digest))
                        .path("mediaType")
                        .asText()
                        .contains("docker"));
        return readable;
    }

    private static String repository(String name) {
        return name.substring(0, name.indexOf(':'));
    }

    /** Digests by name, of what has one. */
    private static SortedMap<String, String> named(Path layout, String before) {
        SortedMap<String, String> named = new TreeMap<>();
        index(layout).path("manifests").forEach(each -> {
            String name = each.path("annotations")
                    .path("org.opencontainers.image.ref.name")
                    .asText();
            if (!name.isEmpty() && !name.contains("@")) {
                named.put(before + name, each.path("digest").asText());
            }
        });
        return named;
    }

    private static void requireSound(Path layout) {
        try (Stream<Path> blobs = Files.list(layout.resolve("blobs/sha256"))) {
            assertThat(blobs)
                    .isNotEmpty()
                    .allSatisfy(blob -> assertThat("sha256:" + blob.getFileName())
                            .isEqualTo(Digest.of(Files.readAllBytes(blob)).toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An image that skopeo can put into a layout. */
    private Path byHand() {
        Path directory = registryRoot.resolve("by-hand");
        try (RegistryProcess registry = RegistryProcess.over(storage).start()) {
            Skopeo.run(
                    "copy", "--src-tls-verify=false", "docker://" + registry.host() + "/p/app:1", "dir:" + directory);
        }
        return directory;
    }

    private void write() {
        StorageFixtures.write(storage, images -> images.tag(images.image("p/app", "1", LAYERS), "2"));
        assertThat(StorageWalk.tags(storage)).hasSize(2);
    }

    private Path blob(byte[] content) {
        return blobIn(target, content);
    }

    private static Path blobIn(Path layout, byte[] content) {
        return layout.resolve("blobs").resolve(Digest.of(content).toString().replace(':', '/'));
    }

    private static JsonNode index(Path layout) {
        return read(layout.resolve("index.json"));
    }

    private static JsonNode read(Path json) {
        try {
            return new ObjectMapper().readTree(Files.readAllBytes(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ExportRun export(boolean perRepository) {
        return ExportRun.toOciLayout(storage, target, perRepository, LinkMode.AUTO);
    }
}
