// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.plan.ComparePolicy;
import dev.salvor.plan.ComparePolicy.OnConflict;
import dev.salvor.select.Selection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A storage with images of which an index can be made that then lacks one. */
abstract class SparseIndexes {
    @TempDir
    Path storage;

    @TempDir
    Path target;

    private StorageFiles files;
    Pushed amd;
    Pushed arm;
    Pushed lost;

    /** @param platform as JSON; empty for none */
    record Child(Pushed manifest, String platform) {}

    @BeforeEach
    void writeStorage() {
        files = new StorageFiles(storage);
        StorageFixtures.write(storage, images -> {
            amd = image(images, 1);
            arm = image(images, 2);
            lost = image(images, 3);
            images.image("p/sound", "1.0", List.of(TestContent.layer(9, 900)));
        });
    }

    private static Pushed image(TestImages images, int seed) {
        return images.image("p/app", null, List.of(TestContent.layer(seed, 900)));
    }

    void index(String tag, Child... children) {
        StorageFixtures.write(
                storage,
                images -> images.manifest(
                        "p/app",
                        tag,
                        "application/vnd.oci.image.index.v1+json",
                        ("{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":["
                                        + Arrays.stream(children)
                                                .map(SparseIndexes::descriptor)
                                                .collect(Collectors.joining(","))
                                        + "]}")
                                .getBytes(StandardCharsets.UTF_8)));
    }

    private static String descriptor(Child child) {
        return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d%s}"
                .formatted(
                        child.manifest().mediaType(),
                        child.manifest().digest(),
                        child.manifest().size(),
                        child.platform().isEmpty() ? "" : ",\"platform\":" + child.platform());
    }

    static Child on(Pushed manifest, String architecture) {
        return new Child(manifest, "{\"os\":\"linux\",\"architecture\":\"%s\"}".formatted(architecture));
    }

    static Child on(Pushed manifest, String architecture, String variant) {
        return new Child(
                manifest,
                "{\"os\":\"linux\",\"architecture\":\"%s\",\"variant\":\"%s\"}".formatted(architecture, variant));
    }

    /** As 2.8's {@code garbage-collect --delete-untagged} or a copy of one platform leaves it. */
    void lose() {
        files.delete(files.data(lost.digest()));
    }

    SyncRun run(RegistryProcess registry, OnConflict onConflict) {
        return SyncRun.of(storage, registry.host())
                .with(Selection.all().withSparseChildren(true))
                .with(ComparePolicy.of(false, onConflict));
    }
}
