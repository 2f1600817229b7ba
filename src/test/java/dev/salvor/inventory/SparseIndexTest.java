// SPDX-License-Identifier: Apache-2.0
package dev.salvor.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.outcome.Outcome;
import dev.salvor.output.InspectView;
import dev.salvor.output.ScanView;
import dev.salvor.progress.SyncProgress;
import dev.salvor.resolve.Resolver;
import dev.salvor.resolve.SparseIndex;
import dev.salvor.select.Selection;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.TagOrigin;
import dev.salvor.source.storage.Storage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index some of whose images are there, as a mirror of few platforms leaves it. */
class SparseIndexTest {
    private static final byte[] ARM_LAYER = TestContent.layer(2, 900);

    @TempDir
    Path root;

    private StorageFiles files;
    private Pushed amd;
    private Pushed arm;

    @BeforeEach
    void writeStorage() {
        files = new StorageFiles(root);
        StorageFixtures.write(root, images -> {
            amd = images.image("p/app", null, List.of(TestContent.layer(1, 900)));
            arm = images.draft("p/app")
                    .architecture("arm64")
                    .layers(List.of(ARM_LAYER))
                    .push(null);
            images.index("p/app", "1.0", amd, arm);
        });
    }

    @Test
    void saysWhichPlatformsAreWholeIfAChildIsMissing() {
        files.delete(files.data(arm.digest()));
        assertSaid();
    }

    @Test
    void saysSoAlsoIfALayerOfAChildIsMissing() {
        files.delete(files.data(ARM_LAYER));
        assertSaid();
    }

    @Test
    void saysNothingOfAWholeIndex() {
        assertThat(scan().table()).doesNotContain("whole for");
        assertThat(inspect().table()).doesNotContain("Whole for");
    }

    @Test
    void takesThePlatformFromTheConfigWhereTheIndexDoesNotTellIt() {
        StorageFixtures.write(root, images -> images.index("p/app", "1.0", silent(amd), silent(arm)));
        files.delete(files.data(ARM_LAYER));
        assertSaid();
    }

    private static Pushed silent(Pushed child) {
        return new Pushed(
                child.repository(),
                child.reference(),
                child.digest(),
                child.size(),
                child.mediaType(),
                "",
                child.bytes());
    }

    private void assertSaid() {
        assertThat(scan().table()).contains("damaged, whole for linux/amd64\n");
        assertThat(scan().json()).contains("\"wholePlatforms\" : [ \"linux/amd64\" ]");
        assertThat(scan().json())
                .contains("\"children\" : [ {", "\"platforms\" : [ \"linux/arm64\" ]", "\"state\" : \"damaged\"");
        assertThat(inspect().table()).endsWith("Whole for linux/amd64.\n");
        assertThat(inspect().json()).contains("\"wholePlatforms\" : [ \"linux/amd64\" ]");
        assertThat(push()).asString().endsWith("; whole for linux/amd64, not for linux/arm64]");
    }

    /** What a push would say. */
    private Outcome push() {
        Storage storage = Storage.open(root);
        ScannedTag tag = storage.tags()
                .repository(new RepositoryName("p/app"), _ -> {})
                .orElseThrow()
                .tags()
                .getFirst();
        return new SparseIndex(storage, new Resolver(storage))
                .explain(new RepositoryName("p/app"), tag.digest(), new Outcome.Damaged("gone"), List.of());
    }

    private ScanView scan() {
        return new ScanView(
                new StorageInventory(Storage.open(root), Selection.all(), 4, new SyncProgress()).take(), Instant.now());
    }

    private InspectView inspect() {
        return new InspectView(
                new Inspector(Storage.open(root), _ -> {})
                        .inspect(ImageName.tryParse("p/app:1.0").orElseThrow()),
                new TagOrigin.Link(),
                Instant.now());
    }
}
