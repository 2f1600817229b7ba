// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.lab.LabHttp;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.select.Selection;
import dev.salvor.select.TargetNames;
import dev.salvor.serve.ServedRegistry;
import dev.salvor.source.spare.HealedSource;
import dev.salvor.source.spare.LocalSpares;
import dev.salvor.source.storage.Storage;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the storage lacks is served out of places beside it. */
class HealedImagesTest {
    private static final byte[] LAYER = TestContent.layer(1, 3000);

    @TempDir
    Path root;

    @TempDir
    Path spare;

    private StorageFiles files;
    private Pushed app;

    @BeforeEach
    void write() {
        files = new StorageFiles(root);
        StorageFixtures.write(root, images -> app = images.image("p/app", "1", List.of(LAYER)));
        StorageFixtures.write(spare, images -> images.image("p/other", "1", List.of(LAYER)));
        StorageFixtures.write(spare, images -> images.image("p/app", "1", List.of(LAYER)));
    }

    private void assertServed(boolean checksContent) {
        HealedSource source = new HealedSource(Storage.open(root, 8), List.of(LocalSpares.open(spare, _ -> {})));
        ServedRegistry registry = new ServedRegistry(
                source, Selection.all(), TargetNames.unchanged(), checksContent, InstantSource.system());
        try (ServedStorage served = ServedStorage.of(registry, UnaryOperator.identity())) {
            String blob = "/v2/p/app/blobs/" + Digest.of(LAYER);
            LabHttp http = served.http();
            // a node may ask for the blob of a manifest that it has already
            assertThat(http.get(blob).body()).as("first of all").isEqualTo(LAYER);
            assertThat(http.get("/v2/p/app/manifests/1").statusCode()).isEqualTo(200);
            assertThat(http.get("/v2/p/app/manifests/" + app.digest()).statusCode())
                    .isEqualTo(200);
            assertThat(http.get(blob).body()).isEqualTo(LAYER);
            assertThat(http.get(blob).body()).as("once more").isEqualTo(LAYER);
        }
    }

    @Test
    void aLayerThatIsMissing() {
        files.delete(files.data(LAYER));
        assertServed(false);
    }

    @Test
    void aLayerThatWasCutOfWhichTheOtherIsReadToo() {
        files.truncate(files.data(LAYER), 100);
        assertServed(true);
    }

    @Test
    void aManifestThatIsMissing() {
        files.delete(files.data(app.digest()));
        assertServed(false);
    }

    @Test
    void aLayerOfTheRightSizeThatTurnsOutToHaveOtherBytes() {
        files.truncate(files.data(LAYER), 0);
        files.append(files.data(LAYER), "x".repeat(LAYER.length));
        assertServed(true);
    }
}
