// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.AccessLog;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages;
import dev.salvor.lab.Trees;
import dev.salvor.outcome.Outcome;
import dev.salvor.select.ImageGlob;
import dev.salvor.select.Selection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What notation, cosign 3 and oras attach to an image has a subject and no tag. */
class UntaggedReferrersTest {
    @TempDir
    Path storage;

    @TempDir
    Path target;

    private TestImages.Pushed image;
    /** Of the image, of that signature, and of one child of an index. */
    private final List<String> referrers = new ArrayList<>();

    @BeforeEach
    void writeStorage() {
        StorageFixtures.write(storage, images -> {
            image = images.ociImage("p/app", "1", List.of(TestContent.layer(1, 500)));
            TestImages.Pushed signature =
                    images.artifact("p/app", "tmp1", "application/vnd.cncf.notary.signature", image);
            TestImages.Pushed about = images.artifact("p/app", "tmp2", "application/spdx+json", signature);
            TestImages.Pushed child = images.ociImage("p/app", "tmp3", List.of(TestContent.layer(2, 500)));
            images.index("p/app", "2", child);
            TestImages.Pushed bom = images.artifact("p/app", "tmp4", "application/spdx+json", child);
            TestImages.Pushed old = images.ociImage("p/app", "tmp5", List.of(TestContent.layer(3, 500)));
            images.artifact("p/app", "tmp6", "application/spdx+json", old);
            images.image("p/plain", "1", List.of(TestContent.layer(4, 500)));
            List.of(signature, about, bom).forEach(its -> referrers.add("p/app@" + its.digest()));
        });
        for (int i = 1; i <= 6; i++) {
            Trees.delete(new StorageFiles(storage)
                    .link("p/app", "tmp" + i)
                    .getParent()
                    .getParent());
        }
    }

    @Test
    void goWithTheImagesThatTheyAreAboutAndAfterThem() {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result result = SyncRun.of(storage, registry.host()).push();

            assertThat(result.isComplete()).isTrue();
            assertThat(result.plan().referrers()).isEqualTo(referrers.size());
            assertThat(result.outcomes())
                    .containsKeys(referrers.toArray(String[]::new))
                    .hasSize(3 + referrers.size());
            List<String> puts = registry.accessLog().entries().stream()
                    .filter(entry -> entry.method().equals("PUT"))
                    .map(AccessLog.Entry::path)
                    .toList();
            assertThat(puts).containsSubsequence(manifest("p/app", "1"), path(0), path(1));
            assertThat(puts).containsSubsequence(manifest("p/app", "2"), path(2));
        }
    }

    @Test
    void areThereTheSecondTimeAtOneHeadEach() {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.of(storage, registry.host()).push();
            int mark = registry.accessLog().mark();

            SyncRun.Result again = SyncRun.of(storage, registry.host()).push();

            AccessLog log = registry.accessLog().after(mark);
            assertThat(again.outcomes().get(referrers.getFirst())).isEqualTo(new Outcome.AlreadyThere(true));
            assertThat(log.mutating()).isEmpty();
            assertThat(log.entries().stream().filter(entry -> entry.path().contains("/manifests/sha256:")))
                    .hasSize(referrers.size())
                    .allMatch(entry -> entry.method().equals("HEAD"));
            // without the referrers API, found once, there is a list of each of their three subjects
            assertThat(log.entries().stream().filter(entry -> entry.path().contains("/referrers/")))
                    .hasSize(1);
            assertThat(log.entries().stream().filter(entry -> entry.path().contains("/manifests/sha256-")))
                    .hasSize(referrers.size());
        }
    }

    @Test
    void goToImagesThatAreThereAlready() {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun without =
                    SyncRun.of(storage, registry.host()).with(Selection.all().withReferrers(false));
            assertThat(without.push().outcomes()).doesNotContainKeys(referrers.toArray(String[]::new));

            SyncRun.Result result = SyncRun.of(storage, registry.host()).push();

            assertThat(result.outcomes()).containsEntry(referrers.getFirst(), new Outcome.Pushed());
            assertThat(result.isComplete()).isTrue();
        }
    }

    @Test
    void oneThatIsDamagedDoesNotFailItsImage() {
        StorageFiles files = new StorageFiles(storage);
        files.delete(files.data(("about " + image.digest()).getBytes(StandardCharsets.UTF_8)));
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result result = SyncRun.of(storage, registry.host()).push();

            assertThat(result.outcomes()).containsEntry("p/app:1", new Outcome.Pushed());
            assertThat(result.outcomes().get(referrers.getFirst())).isInstanceOf(Outcome.Damaged.class);
        }
    }

    @Test
    void ofOtherImagesStayWhereTheyAre() {
        Selection plain =
                new Selection(List.of(new ImageGlob("p/app:2")), List.of(), 0, Optional.empty(), Optional.empty());
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            assertThat(SyncRun.of(storage, registry.host())
                            .with(plain)
                            .push()
                            .outcomes()
                            .keySet())
                    .isEqualTo(Set.of("p/app:2", referrers.getLast()));
        }
    }

    private String path(int referrer) {
        return manifest("p/app", referrers.get(referrer).substring("p/app@".length()));
    }

    private static String manifest(String repository, String reference) {
        return "/v2/" + repository + "/manifests/" + reference;
    }
}
