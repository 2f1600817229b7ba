// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.export.LinkMode;
import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages;
import dev.salvor.operation.ExportOperation.Elsewhere;
import dev.salvor.outcome.Outcome;
import dev.salvor.plan.HeldElsewhere;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the other side has need not be carried there. */
class CarriedElsewhereTest {
    private static final List<byte[]> LAYERS = List.of(TestContent.layer(1, 300));

    @TempDir
    Path storage;

    @TempDir
    Path target;

    @TempDir
    Path registryRoot;

    @BeforeEach
    void write() {
        StorageFixtures.write(storage, images -> {
            images.tag(images.image("p/app", "1", LAYERS), "2");
            images.image("p/web", "1", LAYERS);
        });
    }

    @Test
    void whatAListHasIsLeftOutByNameOrIfTheDigestIsTheSame() {
        HeldElsewhere held = new HeldElsewhere();
        held.add(name("p/app:1"), Optional.empty());
        held.add(name("p/app:2"), Optional.of(Digest.of(new byte[0])));
        held.add(
                name("p/web:1"),
                Optional.of(Digest.parse(StorageWalk.tags(storage).get("p/web:1"))));
        assertThat(export(new Elsewhere.Listed(held)).outcomes())
                .isEqualTo(Map.of(
                        "p/app:1", new Outcome.AlreadyThere(false),
                        "p/app:2", new Outcome.Pushed(),
                        "p/web:1", new Outcome.AlreadyThere(true)));
        assertThat(target.resolve("p/web:1")).doesNotExist();
    }

    @Test
    void whatARegistryHasIsLeftOutAndNothingIsSentThere() {
        try (RegistryProcess registry = RegistryProcess.over(registryRoot).start()) {
            new TestImages(registry.uri()).image("p/app", "1", LAYERS);
            int before = registry.accessLog().mutating().size();
            assertThat(export(new Elsewhere.Reachable(SyncRun.of(storage, registry.host())::connect))
                            .outcomes())
                    .isEqualTo(Map.of(
                            "p/app:1", new Outcome.AlreadyThere(false),
                            "p/app:2", new Outcome.Pushed(),
                            "p/web:1", new Outcome.Pushed()));
            assertThat(registry.accessLog().mutating()).hasSize(before);
        }
    }

    @Test
    void whatWasCarriedBeforeIsSkippedAsWell() {
        HeldElsewhere held = new HeldElsewhere();
        held.add(name("p/app:1"), Optional.empty());
        export(new Elsewhere.Listed(held));
        assertThat(export(new Elsewhere.Listed(held)).outcomes().values())
                .allMatch(outcome -> outcome instanceof Outcome.AlreadyThere);
    }

    private static ImageName name(String text) {
        return ImageName.tryParse(text).orElseThrow();
    }

    private ExportRun.Result export(Elsewhere elsewhere) {
        return ExportRun.toDirectories(storage, target, LinkMode.AUTO)
                .with(elsewhere)
                .run();
    }
}
