// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages;
import dev.salvor.lab.TestImages.Pushed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What damage means for images that share parts, and for indexes; the kinds of damage are in DamageCatalogueTest. */
class PlantedDamageTest {
    private static final byte[] BASE = TestContent.layer(1, 3_000);
    private static final int LAYER = 2_000;

    @TempDir
    Path root;

    private StorageFiles files;
    private final Map<String, String> expected = new TreeMap<>();

    /** Its own layer and its manifest, of an image that shares its base with all others. */
    private record Image(byte[] layer, Pushed manifest) {}

    @BeforeEach
    void plant() {
        expected.putAll(StorageFixtures.variety(root));
        expected.replaceAll((_, _) -> "WHOLE");
        files = new StorageFiles(root);
    }

    private Map<String, Image> images(List<String> names) {
        Map<String, Image> written = new LinkedHashMap<>();
        StorageFixtures.write(root, images -> {
            for (int i = 0; i < names.size(); i++) {
                byte[] layer = TestContent.layer(100 + i, LAYER);
                written.put(
                        names.get(i), new Image(layer, images.image("bad/" + names.get(i), "1", List.of(BASE, layer))));
                images.image("good/" + names.get(i), "1", List.of(BASE, TestContent.layer(500 + i, LAYER)));
                expected.put("good/" + names.get(i) + ":1", "WHOLE");
            }
        });
        return written;
    }

    private void assertFound(VerifiedStorage verification) {
        Map<String, String> found = new TreeMap<>();
        verification.images().forEach(image -> found.put(image.name().toString(), VerifyRun.brief(image.verdict())));
        assertThat(found).isEqualTo(expected);
        assertThat(verification.isWhole()).isFalse();
    }

    @Test
    void whatNoRegistryTakesIsNotDeliverableAndNotDamaged() {
        files.plant("old/app", "schema1", "{\"schemaVersion\":1}".getBytes(StandardCharsets.UTF_8));
        files.plant("old/app", "text", "no JSON".getBytes(StandardCharsets.UTF_8));
        expected.put("old/app:schema1", "NOT_DELIVERABLE");
        expected.put("old/app:text", "NOT_DELIVERABLE");
        VerifiedStorage verification = VerifyRun.content(root);
        assertFound(verification);
        assertThat(verification.causes()).isEmpty();
    }

    @Test
    void anIndexSomeOfWhoseImagesAreWholeIsPartly() {
        byte[] arm = TestContent.layer(900, LAYER);
        byte[] riscv = TestContent.layer(901, LAYER);
        Pushed[] children = new Pushed[3];
        StorageFixtures.write(root, images -> {
            children[0] = child(images, "amd64", TestContent.layer(902, LAYER));
            children[1] = child(images, "arm64", arm);
            children[2] = child(images, "riscv64", riscv);
            images.index("multi/app", "1", children);
            images.index("multi/app", "arm", children[1]);
        });
        files.delete(files.data(arm));
        files.delete(files.data(children[2].digest()));
        expected.put("multi/app:1", "PARTLY LAYER MISSING MANIFEST MISSING");
        expected.put("multi/app:arm", "DAMAGED LAYER MISSING");
        VerifiedStorage verification = VerifyRun.quick(root);
        assertFound(verification);
        ImageVerdict.Partly partly = (ImageVerdict.Partly) VerifyRun.verdict(verification, "multi/app:1");
        assertThat(partly.whole()).extracting(ImageVerdict.Child::platform).hasToString("[linux/amd64]");
        assertThat(partly.lacking())
                .extracting(ImageVerdict.Child::platform)
                .hasToString("[linux/arm64, linux/riscv64]");
        assertThat(partly.lacking().getFirst().faults())
                .extracting(fault -> ((Fault.OfContent) fault).digest())
                .containsExactly(Digest.of(arm));
    }

    @Test
    void whatManyImagesNeedIsOneCauseAndTheWorstComesFirst() {
        Map<String, Image> images = images(List.of("one", "two"));
        files.delete(files.data(images.get("one").layer()));
        files.truncate(files.data(BASE), 7);
        VerifiedStorage verification = VerifyRun.quick(root);
        long sharing = verification.images().stream()
                .filter(image -> image.verdict().faults().stream()
                        .anyMatch(fault -> ((Fault.OfContent) fault).kind() == Fault.Kind.TRUNCATED))
                .count();
        assertThat(sharing).isGreaterThan(4);
        assertThat(VerifyRun.causes(verification)).hasSize(2).last().isEqualTo("LAYER MISSING 1/1");
        assertThat(verification.causes().getFirst().images()).isEqualTo(sharing);
    }

    @Test
    void aBlobThatNoImageNeedsIsReadAsWell() throws IOException {
        byte[] stray = TestContent.random(3, 5_000);
        files.put(stray);
        assertThat(VerifyRun.content(root).isWhole()).isTrue();
        Files.write(files.data(stray), Arrays.copyOf(stray, 4_000));
        assertThat(VerifyRun.causes(VerifyRun.content(root))).containsExactly("BLOB WRONG_CONTENT 0/0");
        assertThat(VerifyRun.quick(root).isWhole()).isTrue();
    }

    private static Pushed child(TestImages images, String architecture, byte[] layer) {
        return images.draft("multi/app")
                .architecture(architecture)
                .layers(List.of(BASE, layer))
                .push(null);
    }
}
