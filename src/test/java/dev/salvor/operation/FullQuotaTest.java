// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages;
import dev.salvor.lab.harbor.HarborServer;
import dev.salvor.lab.harbor.RobotSetup;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tally;
import dev.salvor.plan.Plan;
import dev.salvor.push.Admission;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.login.Credentials;
import dev.salvor.registry.login.Secret;
import dev.salvor.resolve.ResolvedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What arrives in a project whose quota ends on the way is whole, and is as much as there is room for. */
class FullQuotaTest {
    @TempDir
    Path storage;

    private final HarborServer harbor = HarborServer.builder()
            .robot("robot$ci", "secret", RobotSetup::pusher)
            .project("small", project -> project.quota(30_000))
            .start();

    @AfterEach
    void close() {
        harbor.close();
    }

    /** Sixteen are sent at once: each could be half there when the quota ends. */
    @Test
    void ofManyImagesThoseArriveForWhichThereIsRoom() {
        write(images -> {
            for (int i = 0; i < 60; i++) {
                images.image(
                        "small/app" + i,
                        "v1",
                        List.of(TestContent.layer(2 * i, 900), TestContent.layer(2 * i + 1, 900)));
            }
        });

        SyncRun.Result result = run().push();

        assertThat(reasons(result)).contains(Refusal.Reason.NO_ROOM);
        assertThat(result.count(Tally.Kind.PUSHED)).isBetween(5L, 13L);
        assertThat(result.outcomes())
                .allSatisfy((name, outcome) -> assertThat(harbor.tags(name.substring(0, name.indexOf(':'))))
                        .hasSize(outcome instanceof Outcome.Pushed ? 1 : 0));
    }

    /** As a run that was stopped leaves it. */
    @Test
    void whatIsHalfSentHasRoomIfTheRestOfItFits() {
        write(images -> images.image(
                "small/app",
                "v1",
                List.of(TestContent.layer(1, 14_000), TestContent.layer(2, 14_000), TestContent.layer(3, 14_000))));
        assertThat(reasons(run().push())).containsExactly(Refusal.Reason.QUOTA);
        assertThat(harbor.quotaUsed("small")).isGreaterThan(28_000);
        harbor.quotaLimit("small", 45_000);
        Map<String, Long> room = Map.of("small", 45_000 - harbor.quotaUsed("small"));

        SyncRun run = run();
        List<ResolvedImage> admitted;
        try (Target target = run.connect(new Listener() {})) {
            Plan plan = run.plan().plan();
            admitted = new Admission(room, plan.homes(), target.connection()).admit(plan.images(), (_, _) -> {});
        }

        assertThat(admitted).hasSize(1);
        assertThat(run.push().isComplete()).isTrue();
    }

    private void write(Consumer<TestImages> images) {
        StorageFixtures.write(storage, images);
    }

    private SyncRun run() {
        return SyncRun.of(storage, "http://" + harbor.host())
                .login(new Credentials.Password("robot$ci", Secret.of("secret")));
    }

    private static List<Refusal.Reason> reasons(SyncRun.Result result) {
        return result.report().undelivered().stream()
                .map(group -> group.cause().refusal().orElseThrow())
                .distinct()
                .toList();
    }
}
