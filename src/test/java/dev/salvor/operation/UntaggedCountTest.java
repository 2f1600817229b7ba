// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.salvor.inventory.StorageInventory;
import dev.salvor.inventory.UntaggedContent;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.lab.Trees;
import dev.salvor.progress.SyncProgress;
import dev.salvor.resolve.UntaggedCount;
import dev.salvor.select.ImageGlob;
import dev.salvor.select.ImageList;
import dev.salvor.select.Selection;
import dev.salvor.source.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan leaves behind for want of a tag. */
class UntaggedCountTest {
    /** An image of the same repository has it, too. */
    private static final byte[] BASE = TestContent.layer(1, 5_000);

    /** Only an image of another repository has it. */
    private static final byte[] ELSEWHERE = TestContent.layer(5, 3_000);

    /** No image has it, but two that have no tag. */
    private static final byte[] LOST = TestContent.layer(2, 700);

    @TempDir
    Path storage;

    @TempDir
    Path target;

    private final List<Pushed> lost = new ArrayList<>();

    @BeforeEach
    void writeStorage() {
        StorageFixtures.write(storage, images -> {
            lost.add(images.image("p/app", "latest", List.of(BASE, LOST)));
            Pushed now = images.ociImage("p/app", "latest", List.of(BASE, TestContent.layer(3, 800)));
            images.artifact("p/app", "tmp", "application/spdx+json", now);
            Pushed child = images.image("p/multi", null, List.of(TestContent.layer(4, 900)));
            images.index("p/multi", "1.0", images.index("p/multi", null, child));
            lost.add(images.image("p/multi", null, List.of(ELSEWHERE, LOST)));
            images.image("p/plain", "1.0", List.of(ELSEWHERE));
        });
        Trees.delete(new StorageFiles(storage).link("p/app", "tmp").getParent().getParent());
    }

    @Test
    void isToldOfAFirstRunByRevisionsRepositoriesAndUniqueBytes() throws IOException {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result result = SyncRun.of(storage, registry.host()).push();
            assertThat(result.plan().referrers()).isEqualTo(1);
            assertThat(result.plan().untagged()).contains(new UntaggedCount(2, 2, uniqueBytes()));
        }
    }

    @Test
    void isTheSameWhereAllIsThereButForBytesThatOnlyOtherRepositoriesHave() throws IOException {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.of(storage, registry.host()).push();
            int mark = registry.accessLog().mark();
            SyncRun.Result again = SyncRun.of(storage, registry.host()).plan();
            assertThat(again.plan().untagged()).contains(new UntaggedCount(2, 2, uniqueBytes() + ELSEWHERE.length));
            assertThat(registry.accessLog().after(mark).mutating()).isEmpty();
        }
    }

    @Test
    void isWhatAScanSaysToo() {
        UntaggedContent scanned = new StorageInventory(Storage.open(storage), Selection.all(), 4, new SyncProgress())
                .take()
                .untagged();
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            assertThat(SyncRun.of(storage, registry.host()).plan().plan().untagged())
                    .contains(scanned.count());
        }
        assertThat(scanned.referrers()).isEqualTo(1);
    }

    @Test
    void hasNotWhatIsAskedForByDigest() {
        String digest = "p/app@" + lost.getFirst().digest();
        ImageList list = ImageList.parse(List.of("p/app:latest", digest), "a test");
        Selection both = new Selection(List.of(), List.of(), 0, Optional.empty(), Optional.of(list));
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result result =
                    SyncRun.of(storage, registry.host()).with(both).push();
            assertThat(result.outcomes()).containsKey(digest);
            assertThat(result.plan().untagged()).contains(new UntaggedCount(0, 0, 0));
        }
    }

    @Test
    void isOfTheRepositoriesThatAreSelected() {
        Selection one =
                new Selection(List.of(new ImageGlob("p/plain")), List.of(), 0, Optional.empty(), Optional.empty());
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun run = SyncRun.of(storage, registry.host()).with(one);
            assertThat(run.plan().plan().untagged()).contains(new UntaggedCount(0, 0, 0));
        }
    }

    @Test
    void takesInReferrersThatAreNotWanted() {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun run = SyncRun.of(storage, registry.host());
            UntaggedCount wanted = run.plan().plan().untagged().orElseThrow();
            UntaggedCount unwanted = run.with(Selection.all().withReferrers(false))
                    .plan()
                    .plan()
                    .untagged()
                    .orElseThrow();
            assertThat(unwanted.revisions()).isEqualTo(wanted.revisions() + 1);
        }
    }

    /** Of the manifests and configs, and of the layer that both have. */
    private long uniqueBytes() throws IOException {
        long bytes = LOST.length;
        for (Pushed each : lost) {
            JsonNode manifest = new ObjectMapper().readTree(each.bytes());
            bytes += each.size() + manifest.path("config").path("size").longValue();
        }
        return bytes;
    }
}
