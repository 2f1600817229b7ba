// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.proof.ImageProof;
import dev.salvor.source.ImageSource;
import dev.salvor.source.spare.HealedSource;
import dev.salvor.source.spare.LocalSpares;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What spares have can be missed on a registry, as what the storage has. */
class ProofOfHealedTest {
    private static final byte[] LOST = TestContent.layer(1, 2_000);
    private static final byte[] BELOW = TestContent.layer(2, 2_000);

    @TempDir
    Path storage;

    @TempDir
    Path spare;

    @TempDir
    Path target;

    private Pushed unknown;

    @BeforeEach
    void damageTheStorageButNotTheSpare() throws IOException {
        for (Path root : List.of(storage, spare)) {
            StorageFixtures.write(root, images -> {
                images.image("p/layer", "1", List.of(LOST));
                unknown = images.image("p/manifest", "1", List.of(BELOW));
            });
        }
        StorageFiles files = new StorageFiles(storage);
        files.delete(files.data(LOST));
        files.delete(files.data(unknown.digest()));
    }

    private ImageSource healed(ImageSource source) {
        return new HealedSource(source, List.of(LocalSpares.open(spare, _ -> {})));
    }

    private ProofRun proof(RegistryProcess registry) {
        return ProofRun.of(storage, registry.host()).over(this::healed);
    }

    @Test
    void whatARegistryHasLostOfAHealedImageIsNotThere() {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.of(storage, registry.host()).over(this::healed).push();
            assertThat(ProofRun.open(proof(registry).run())).isEmpty();
        }
        StorageFiles files = new StorageFiles(target);
        files.delete(files.data(LOST));
        files.delete(files.data(BELOW));
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            assertThat(ProofRun.open(proof(registry).run()))
                    .isEqualTo(Map.of(
                            "p/layer:1", ImageProof.Kind.INCOMPLETE, "p/manifest:1", ImageProof.Kind.INCOMPLETE));
        }
    }

    /** {@code --content=both} knows what the storage has broken, and lacks: what spares have in its stead is no damage. */
    @Test
    void whatReadingTheStorageHasShownIsNoDamageWhereASpareHasIt() {
        Set<Digest> broken = Set.of(Digest.of(LOST), Digest.parse(unknown.digest()));
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            assertThat(ProofRun.open(proof(registry).knowing(broken).run()))
                    .isEqualTo(Map.of("p/layer:1", ImageProof.Kind.MISSING, "p/manifest:1", ImageProof.Kind.MISSING));
            SyncRun.of(storage, registry.host()).over(this::healed).push();
            assertThat(ProofRun.open(
                            proof(registry).knowing(broken).readingBytes().run()))
                    .isEmpty();
        }
    }
}
