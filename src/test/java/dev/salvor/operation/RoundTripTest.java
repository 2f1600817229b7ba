// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.export.LinkMode;
import dev.salvor.export.Packing;
import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.lab.Command;
import dev.salvor.lab.DebianProgram;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.outcome.Tally;
import dev.salvor.registry.ManifestState;
import dev.salvor.registry.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is exported here and synced there makes the registry that a direct sync makes. */
class RoundTripTest {
    @TempDir
    Path storage;

    @TempDir
    Path carried;

    @TempDir
    Path direct;

    @TempDir
    Path other;

    /** Where what is packed is unpacked. */
    @TempDir
    Path unpacked;

    private SortedMap<String, String> written;

    @BeforeEach
    void writeAStorage() {
        written = StorageFixtures.variety(storage);
    }

    @Test
    void byDirectories() throws IOException {
        exported(ExportRun.toDirectories(storage, carried, LinkMode.AUTO));
        assertSameRegistry(carried);
    }

    @Test
    void byOneOciLayout() throws IOException {
        exported(ExportRun.toOciLayout(storage, carried, false, LinkMode.AUTO));
        assertSameRegistry(carried);
    }

    @Test
    void byOciLayoutsPerRepository() throws IOException {
        exported(ExportRun.toOciLayout(storage, carried, true, LinkMode.AUTO));
        assertSameRegistry(carried);
    }

    @Test
    void byATar() throws IOException {
        Path tar = carried.resolve("carried.tar");
        exported(ExportRun.toArchive(storage, tar, Packing.NONE));
        assertSameRegistry(tar);
    }

    @Test
    void byAPackedTar() throws IOException {
        Path tar = carried.resolve("carried.tar.gz");
        exported(ExportRun.toArchive(storage, tar, Packing.GZIP));
        assertSameRegistry(tar);
    }

    @Test
    void byATarPackedByZstd() throws IOException {
        Path tar = carried.resolve("carried.tar.zst");
        exported(ExportRun.toArchive(storage, tar, Packing.ZSTD));
        assertThat(Command.run(carried, DebianProgram.zstd().toString(), "-t", tar.toString())
                        .succeeded())
                .isTrue();
        assertSameRegistry(tar);
    }

    private void exported(ExportRun export) {
        assertThat(export.run().count(Tally.Kind.PUSHED)).isGreaterThanOrEqualTo(written.size());
    }

    private void assertSameRegistry(Path source) throws IOException {
        assertThat(synced(source, other)).isEqualTo(written);
        assertThat(synced(storage, direct)).isEqualTo(written);
        assertThat(RegistryFiles.of(other)).isEqualTo(RegistryFiles.of(direct));
    }

    /** By tag, as the registry answers. */
    private SortedMap<String, String> synced(Path source, Path target) {
        SortedMap<String, String> digests = new TreeMap<>();
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun run = SyncRun.of(source, registry.host()).unpackingIn(unpacked);
            SyncRun.Result result = run.push();
            assertThat(result.isComplete()).isTrue();
            try (Target there = run.connect(new Listener() {})) {
                for (String name : written.keySet()) {
                    ImageName image = ImageName.tryParse(name).orElseThrow();
                    ManifestState state = there.connection().registry().manifest(image.repository(), image.reference());
                    if (state instanceof ManifestState.There(Digest digest)) {
                        digests.put(name, digest.toString());
                    }
                }
            } catch (RefusedException e) {
                throw new AssertionError(e);
            }
        }
        return digests;
    }
}
