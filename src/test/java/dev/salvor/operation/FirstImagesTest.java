// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.lab.AccessLog;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.outcome.Outcome;
import dev.salvor.select.FirstImages;
import dev.salvor.select.FirstImages.Running;
import dev.salvor.select.ImageGlob;
import dev.salvor.select.Selection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that go before all others. */
class FirstImagesTest {
    private static final Digest NOWHERE = Digest.of(new byte[] {1, 2, 3});

    @TempDir
    Path storage;

    @TempDir
    Path target;

    private Pushed running;
    private Pushed signature;
    /** Its tag has moved since. */
    private Pushed old;

    private final List<String> others = new ArrayList<>();

    @BeforeEach
    void writeStorage() {
        StorageFixtures.write(storage, images -> {
            for (int i = 0; i < 8; i++) {
                others.add(images.image("a/app" + i, "1", List.of(TestContent.layer(i, 5000)))
                        .name());
            }
            old = images.ociImage("z/app", "latest", List.of(TestContent.layer(20, 5000)));
            others.add(images.ociImage("z/app", "latest", List.of(TestContent.layer(21, 5000)))
                    .name());
            running = images.ociImage("z/run", "1", List.of(TestContent.layer(22, 5000)));
            signature = images.artifact("z/run", "signed", "application/spdx+json", running);
        });
    }

    @Test
    void arriveWholeBeforeAnythingElseIsBegun() {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result result =
                    SyncRun.of(storage, registry.host()).with(first(false)).push();

            assertThat(result.outcomes())
                    .containsEntry("z/run:1", new Outcome.Pushed())
                    .containsEntry("z/app@" + old.digest(), new Outcome.Pushed())
                    .containsEntry("z/gone:1", new Outcome.NotInStorage())
                    .hasSize(others.size() + 4);
            assertThat(RegistryWalk.tags(registry.uri())).containsKeys(others.toArray(String[]::new));
            List<String> changes = registry.accessLog().mutating().stream()
                    .map(AccessLog.Entry::path)
                    .toList();
            int last = List.of(
                            "/v2/z/run/manifests/1",
                            "/v2/z/run/manifests/signed",
                            "/v2/z/app/manifests/" + old.digest())
                    .stream()
                    .mapToInt(changes::indexOf)
                    .peek(at -> assertThat(at).isNotNegative())
                    .max()
                    .orElseThrow();
            assertThat(changes.subList(0, last)).noneMatch(path -> path.startsWith("/v2/a/"));
            assertThat(changes.subList(last, changes.size())).anyMatch(path -> path.startsWith("/v2/a/"));
        }
    }

    @Test
    void areTheOnlyOnesIfThatIsWanted() {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result result =
                    SyncRun.of(storage, registry.host()).with(first(true)).push();

            assertThat(result.outcomes()).containsOnlyKeys("z/run:1", "z/app@" + old.digest(), "z/gone:1");
            assertThat(RegistryWalk.tags(registry.uri())).isEqualTo(Map.of("z/run:1", running.digest()));
        }
    }

    @Test
    void areMeantWhateverElseIsSelected() {
        Selection some =
                new Selection(List.of(new ImageGlob("a/app1")), List.of(), 0, Optional.empty(), Optional.empty());
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result result = SyncRun.of(storage, registry.host())
                    .with(some.beginningWith(first(false).first()))
                    .push();

            assertThat(result.outcomes()).containsOnlyKeys("a/app1:1", "z/run:1", "z/app@" + old.digest(), "z/gone:1");
        }
    }

    @Test
    void areReportedWithWhenTheyWereComplete() {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            FirstPart.Summary summary = SyncRun.of(storage, registry.host())
                    .with(first(false))
                    .push()
                    .first()
                    .orElseThrow();
            assertThat(summary.wanted()).isEqualTo(2);
            assertThat(summary.pushed()).isEqualTo(2);
            assertThat(summary.notInStorage()).containsExactly(name("z/gone", "1"));
            assertThat(summary.notByTag())
                    .as("in the storage that tag stands for a newer one")
                    .containsExactly(name("z/app", "latest"));
            assertThat(summary.complete()).isPresent();

            FirstPart.Summary again = SyncRun.of(storage, registry.host())
                    .with(first(false))
                    .push()
                    .first()
                    .orElseThrow();
            assertThat(again.there()).isEqualTo(2);
            assertThat(again.notByTag()).isEqualTo(summary.notByTag());
            assertThat(again.complete()).isPresent();
        }
    }

    private Selection first(boolean only) {
        return Selection.all()
                .beginningWith(Optional.of(new FirstImages(
                        List.of(
                                new Running(name("z/run", "1"), Optional.empty()),
                                new Running(name("z/app", "latest"), Optional.of(Digest.parse(old.digest()))),
                                new Running(name("z/gone", "1"), Optional.of(NOWHERE))),
                        only)));
    }

    private static ImageName name(String repository, String tag) {
        return new ImageName(new RepositoryName(repository), new Tag(tag));
    }
}
