// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.Front;
import dev.salvor.lab.Front.Reply;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages;
import dev.salvor.outcome.Tally;
import dev.salvor.output.Explanation;
import dev.salvor.registry.Refusal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a registry takes of nobody is said once, with the setting that helps, and no layers are sent for it in vain. */
class RefusedKindTest {
    private static final int EACH = 15;

    @TempDir
    Path storage;

    @TempDir
    Path target;

    private void write(Consumer<TestImages> images) {
        StorageFixtures.write(storage, images);
    }

    private static List<Refusal.Reason> reasons(SyncRun.Result result) {
        return result.report().undelivered().stream()
                .map(group -> group.cause().refusal().orElseThrow())
                .distinct()
                .toList();
    }

    private static String advice(SyncRun.Result result) {
        return Explanation.of(result.report().undelivered().getFirst()).advice();
    }

    @Test
    void aRegistryWithoutDockersTypesTakesTheOthersAndIsToldTheSetting() {
        write(images -> {
            for (int i = 0; i < EACH; i++) {
                images.image("docker/app" + i, "v1", List.of(TestContent.layer(i, 2_000)));
                images.ociImage("oci/app" + i, "v1", List.of(TestContent.layer(100 + i, 2_000)));
            }
        });
        try (RegistryProcess registry = RegistryProcess.over(target).start();
                Front front = Front.likeZot(registry.uri())) {
            SyncRun.Result result =
                    SyncRun.of(storage, "http://" + front.host()).jobs(1).push();

            assertThat(result.count(Tally.Kind.PUSHED)).isEqualTo(EACH);
            assertThat(result.count(Tally.Kind.REFUSED)).isEqualTo(EACH);
            assertThat(reasons(result)).containsExactly(Refusal.Reason.KIND);
            assertThat(advice(result)).contains("\"compat\": [\"docker2s2\"]");
            assertThat(uploads(registry, "/v2/docker/"))
                    .as("uploads for what is refused")
                    .isLessThanOrEqualTo(4);
        }
    }

    @Test
    void aRepositoryThatMustBeCreatedFirstIsNamedWithTheCommandAfterOneRefusal() {
        write(images -> {
            for (int i = 0; i < EACH; i++) {
                images.image("new/app", "v" + i, List.of(TestContent.layer(i, 2_000)));
            }
            images.image("old/app", "v1", List.of(TestContent.layer(100, 2_000)));
        });
        Reply missing = Reply.error(404, "NAME_UNKNOWN", "The repository with name 'new/app' does not exist");
        try (RegistryProcess registry = RegistryProcess.over(target).start();
                Front front = Front.of(
                        registry.uri(),
                        (_, path) -> path.startsWith("/v2/new/") ? Optional.of(missing) : Optional.empty())) {
            SyncRun.Result result =
                    SyncRun.of(storage, "http://" + front.host()).jobs(1).push();

            assertThat(result.count(Tally.Kind.PUSHED)).isEqualTo(1);
            assertThat(reasons(result)).containsExactly(Refusal.Reason.REPOSITORY_MISSING);
            assertThat(advice(result)).contains("(ECR: aws ecr create-repository --repository-name new/app).");
            assertThat(result.count(Tally.Kind.NOT_TRIED)).isGreaterThanOrEqualTo(EACH - 2);
        }
    }

    @Test
    void afterOneBlobThatIsTooLargeNothingIsSentForImagesWithOneAsLarge() {
        write(images -> {
            for (int i = 0; i < EACH; i++) {
                images.ociImage(
                        "large/app", "v" + i, List.of(TestContent.layer(i, 60_000), TestContent.layer(50 + i, 900)));
            }
            images.ociImage("small/app", "v1", List.of(TestContent.layer(100, 2_000)));
        });
        try (RegistryProcess registry = RegistryProcess.over(target).start();
                Front front = Front.ofBodiesUpTo(30_000, registry.uri())) {
            SyncRun.Result result =
                    SyncRun.of(storage, "http://" + front.host()).jobs(1).push();

            assertThat(result.count(Tally.Kind.PUSHED)).isEqualTo(1);
            assertThat(reasons(result)).containsExactly(Refusal.Reason.TOO_LARGE);
            // a config and a small layer each, until one was refused that is as small as theirs
            assertThat(uploads(registry, "/v2/large/"))
                    .as("uploads for what is refused")
                    .isLessThanOrEqualTo(EACH);
        }
    }

    private static long uploads(RegistryProcess registry, String below) {
        return registry.accessLog().entries().stream()
                .filter(entry -> entry.method().equals("PUT") && entry.path().startsWith(below))
                .filter(entry -> entry.path().contains("/blobs/uploads/"))
                .count();
    }
}
