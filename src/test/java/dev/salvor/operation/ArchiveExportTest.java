// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.salvor.export.Packing;
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
import dev.salvor.source.ImageSource;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveExportTest {
    private static final List<byte[]> LAYERS = List.of(TestContent.layer(1, 3000), TestContent.layer(2, 4000));

    @TempDir
    Path storage;

    @TempDir
    Path target;

    @TempDir
    Path registryRoot;

    private Path tar;

    @BeforeEach
    void nameTheTar() {
        tar = target.resolve("carried.tar");
    }

    @Test
    void skopeoReadsItAsAnOciArchive() {
        StorageFixtures.write(storage, images -> {
            Pushed amd = images.ociImage("p/multi", null, LAYERS);
            images.index("p/multi", "1", amd);
            images.ociImage("p/app", "1", LAYERS);
        });
        assertThat(export().run().count(Kind.PUSHED)).isEqualTo(2);
        assertThat(copied("oci-archive:", "p/multi:1", "p/app:1")).isEqualTo(StorageWalk.tags(storage));
    }

    /** As docker load: the manifest is made anew, so only its content can be compared. */
    @Test
    void skopeoReadsItAsADockerArchive() throws IOException {
        write();
        ExportRun export = export();
        export.run();
        String copied = Skopeo.run("inspect", "--raw", "docker-archive:" + tar + ":p/app:1");
        assertThat(copied).contains(config());
        assertThat(export.notices()).isEmpty();
    }

    @Test
    void dockerIsToldWhatItCannotLoad() {
        StorageFixtures.write(storage, images -> {
            Pushed image = images.image("p/app", "1", LAYERS);
            images.list("p/app", "list", image);
        });
        ExportRun export = export();
        export.run();
        assertThat(export.notices()).singleElement().asString().contains("docker load", "p/app:list");
        assertThat(Skopeo.failure("inspect", "docker-archive:" + tar + ":p/app:1"))
                .isEmpty();
    }

    @Test
    void whatItHoldsComesFirstThenManifestsThenBlobsEachOnce() throws IOException {
        Pushed image = write();
        export().run();
        List<String> names = List.copyOf(entries(Files.newInputStream(tar)).keySet());
        assertThat(names.subList(0, 4))
                .containsExactly(
                        "oci-layout",
                        "index.json",
                        "manifest.json",
                        "blobs/" + image.digest().replace(':', '/'));
        assertThat(names).hasSize(7).doesNotHaveDuplicates();
    }

    @Test
    void itsBytesAreAlwaysTheSame() throws IOException {
        StorageFixtures.variety(storage);
        export().run();
        byte[] first = Files.readAllBytes(tar);
        export().run();
        assertThat(Files.readAllBytes(tar)).isEqualTo(first);
    }

    @Test
    void eachEntryHasTheBytesOfItsDigest() throws IOException {
        StorageFixtures.variety(storage);
        ExportRun.toArchive(storage, tar, Packing.GZIP).run();
        Map<String, byte[]> entries = entries(new GZIPInputStream(Files.newInputStream(tar)));
        assertThat(entries.keySet()).hasSizeGreaterThan(30);
        entries.forEach((name, bytes) -> {
            if (name.startsWith("blobs/")) {
                assertThat("blobs/" + Digest.of(bytes).toString().replace(':', '/'))
                        .isEqualTo(name);
            }
        });
    }

    /** It is listed in the beginning: a tar that ends well says that it is there. */
    @Test
    void anImageThatHadNoTurnToItsEndLeavesNoTar() {
        write();
        AtomicBoolean writes = new AtomicBoolean();
        ExportRun export = export().over(source -> failing(source, writes)).beforeWriting(() -> writes.set(true));
        assertThatThrownBy(export::run).hasRootCauseMessage("a bug");
        assertThat(target).isEmptyDirectory();
    }

    private static ImageSource failing(ImageSource source, AtomicBoolean fails) {
        return (ImageSource) Proxy.newProxyInstance(
                ImageSource.class.getClassLoader(), new Class<?>[] {ImageSource.class}, (_, method, arguments) -> {
                    if (fails.get() && method.getName().equals("blob")) {
                        throw new IllegalStateException("a bug");
                    }
                    return method.invoke(source, arguments);
                });
    }

    /** A stream cannot take back what it said first: it says it once more, and who unpacks takes the later. */
    @Test
    void whatTurnsOutToBeDamagedIsNotListedInTheEnd() throws IOException {
        write();
        StorageFixtures.write(storage, images -> images.image("p/other", "1", List.of(TestContent.layer(7, 500))));
        Path layer = new StorageFiles(storage).data(LAYERS.getFirst());
        ExportRun.Result result = ExportRun.toArchive(storage, tar, Packing.NONE)
                .beforeWriting(() -> {
                    new StorageFiles(storage).truncate(layer, 10);
                })
                .run();
        assertThat(result.outcomes().get("p/app:1")).isInstanceOf(Outcome.Damaged.class);
        assertThat(result.outcomes().get("p/other:1")).isEqualTo(new Outcome.Pushed());
        assertThat(new String(entries(Files.newInputStream(tar)).get("index.json")))
                .contains("p/other:1")
                .doesNotContain("p/app:1");
    }

    private SortedMap<String, String> copied(String transport, String... names) {
        try (RegistryProcess registry = RegistryProcess.over(registryRoot).start()) {
            for (String name : names) {
                Skopeo.run(
                        "copy",
                        "--all",
                        "--dest-tls-verify=false",
                        transport + tar + ":" + name,
                        "docker://" + registry.host() + "/" + name);
            }
            return RegistryWalk.tags(registry.uri());
        }
    }

    /** What is listed twice counts as the later says. */
    private static Map<String, byte[]> entries(InputStream bytes) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (TarArchiveInputStream in = new TarArchiveInputStream(bytes)) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
        return entries;
    }

    private Pushed write() {
        Pushed[] image = new Pushed[1];
        StorageFixtures.write(storage, images -> image[0] = images.image("p/app", "1", LAYERS));
        return image[0];
    }

    private String config() throws IOException {
        Path manifest = new StorageFiles(storage).data(StorageWalk.tags(storage).get("p/app:1"));
        return new ObjectMapper()
                .readTree(Files.readAllBytes(manifest))
                .path("config")
                .path("digest")
                .asText();
    }

    private ExportRun export() {
        return ExportRun.toArchive(storage, tar, Packing.NONE);
    }
}
