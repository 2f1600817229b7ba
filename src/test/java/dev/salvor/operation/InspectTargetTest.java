// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.Failure;
import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.inventory.Inspection;
import dev.salvor.inventory.Part;
import dev.salvor.lab.AccessLog;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.source.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image of a registry is shown as that of its storage is. */
class InspectTargetTest {
    private static final byte[] LAYER = TestContent.layer(1, 3000);
    private static final ImageName IMAGE = ImageName.tryParse("team/multi:1.0").orElseThrow();

    @TempDir
    Path storage;

    private RegistryProcess registry;

    @BeforeEach
    void writeAStorage() {
        StorageFixtures.write(storage, images -> {
            Pushed amd = images.image("team/multi", null, List.of(LAYER));
            Pushed arm = images.draft("team/multi")
                    .architecture("arm64")
                    .layers(List.of(LAYER, TestContent.layer(2, 3000)))
                    .push(null);
            images.index("team/multi", "1.0", amd, arm);
        });
        registry = RegistryProcess.over(storage).start();
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void bothSidesAreTheSame() {
        Inspection there = inspect(IMAGE);

        assertThat(there.image()).isEqualTo(IMAGE);
        assertThat(there.isWhole()).isTrue();
        assertThat(parts(there))
                .isEqualTo(parts(new InspectOperation(Storage.open(storage), new Listener() {}).run(IMAGE)));
    }

    @Test
    void eachManifestIsReadOnceAndNoBlob() {
        inspect(IMAGE);

        assertThat(registry.accessLog().entries().stream()
                        .filter(entry -> entry.method().equals("GET"))
                        .map(AccessLog.Entry::path)
                        .filter(path -> path.contains("/multi/")))
                .hasSize(3)
                .allMatch(path -> path.contains("/manifests/"));
    }

    @Test
    void aBlobThatIsGoneIsMissing() throws IOException {
        String hex = Digest.of(LAYER).hex();
        Files.delete(storage.resolve("docker/registry/v2/blobs/sha256/" + hex.substring(0, 2) + "/" + hex + "/data"));

        assertThat(((Inspection.Found) inspect(IMAGE))
                        .root()
                        .all()
                        .filter(Part::isFaulty)
                        .map(Part::state))
                .hasSize(2)
                .allMatch(state -> state instanceof Part.State.Missing);
    }

    @Test
    void whatIsNotThereIsSaid() {
        ImageName absent = ImageName.tryParse("team/multi:2.0").orElseThrow();

        assertThatThrownBy(() -> inspect(absent))
                .isInstanceOf(Failure.Source.class)
                .hasMessage(registry.host() + " has no image team/multi:2.0");
    }

    private Inspection inspect(ImageName image) {
        return new InspectTargetOperation(SyncRun.of(storage, registry.host())::connect, new Listener() {}).run(image);
    }

    private static List<String> parts(Inspection inspection) {
        return ((Inspection.Found) inspection)
                .root()
                .all()
                .map(part -> part.role() + " " + part.descriptor() + " " + part.state())
                .toList();
    }
}
