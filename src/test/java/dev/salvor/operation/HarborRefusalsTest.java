// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages;
import dev.salvor.lab.harbor.HarborLog;
import dev.salvor.lab.harbor.HarborServer;
import dev.salvor.lab.harbor.HttpAnswer;
import dev.salvor.lab.harbor.RobotSetup;
import dev.salvor.lab.harbor.ServerFault;
import dev.salvor.outcome.Tally;
import dev.salvor.output.Explanation;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.login.Credentials;
import dev.salvor.registry.login.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Harbor refuses and why, and that nobody else suffers from it. */
class HarborRefusalsTest {
    private static final byte[] BASE = TestContent.layer(1, 20_000);
    private static final Credentials ROBOT = new Credentials.Password("robot$ci", Secret.of("secret"));
    private static final Credentials GUEST = new Credentials.Password("guest", Secret.of("secret"));

    @TempDir
    Path storage;

    private final HarborServer harbor = HarborServer.builder()
            .admin("admin", "Harbor1")
            .user("guest", "secret")
            .robot("robot$ci", "secret", RobotSetup::pusher)
            .project("team")
            .project("other")
            .project("mirror", project -> project.proxyCache())
            .project("small", project -> project.quota(30_000))
            .start();

    @AfterEach
    void close() {
        harbor.close();
    }

    @Test
    void aFullProjectIsParkedAndNoOtherLosesAnImageThatSharesLayersWithIt() {
        write(images -> {
            for (int tag = 0; tag < 6; tag++) {
                images.image("small/app", "v" + tag, List.of(BASE, TestContent.layer(10 + tag, 20_000)));
                images.image("team/app" + tag, "v1", List.of(BASE, TestContent.layer(10 + tag, 20_000)));
                images.image("other/app", "v" + tag, List.of(BASE, TestContent.layer(30 + tag, 2_000)));
            }
        });

        SyncRun.Result result = push();

        assertThat(reasons(result))
                .contains(Refusal.Reason.QUOTA)
                .isSubsetOf(Refusal.Reason.QUOTA, Refusal.Reason.NO_ROOM);
        assertThat(result.report().undelivered().getFirst().examples().getFirst())
                .extracting(example -> Explanation.of(example.outcome()).detail())
                .asString()
                .contains("403", "will exceed the configured upper limit of 29.3 KiB");
        assertThat(harbor.tags("other/app")).hasSize(6);
        for (int tag = 0; tag < 6; tag++) {
            assertThat(harbor.tags("team/app" + tag)).hasSize(1);
        }
        assertThat(harbor.tags("small/app")).hasSizeLessThan(6);
        assertThat(harbor.log().where(entry -> entry.path().startsWith("/v2/small/") && entry.status() == 403))
                .extracting(HarborLog::size)
                .as("refusals until the project was given up")
                .satisfies(refusals -> assertThat(refusals).isBetween(1, 16));
    }

    @Test
    void readOnlyModeEndsTheRunSoonAndTheRestIsNotTried() {
        write(images -> {
            for (int i = 0; i < 60; i++) {
                images.ociImage("team/app" + i, "v1", List.of(BASE));
            }
        });
        harbor.readOnly(true);

        SyncRun.Result result = push();

        assertThat(reasons(result)).containsOnly(Refusal.Reason.READ_ONLY);
        assertThat(result.count(Tally.Kind.NOT_TRIED)).isGreaterThan(40);
        assertThat(harbor.log().where(HarborLog.Entry::isMutating).size()).isBetween(1, 16);
    }

    @Test
    void aProxyCacheAndAMissingProjectAreParkedEachAndTheOthersGoOn() {
        write(images -> {
            for (int tag = 0; tag < 3; tag++) {
                images.ociImage("mirror/app", "v" + tag, List.of(BASE, TestContent.layer(tag, 2_000)));
                images.ociImage("nosuch/app" + tag, "v1", List.of(BASE));
                images.ociImage("team/app", "v" + tag, List.of(BASE, TestContent.layer(tag, 2_000)));
            }
        });

        SyncRun.Result result = push();

        assertThat(harbor.tags("team/app")).hasSize(3);
        assertThat(reasons(result)).containsOnly(Refusal.Reason.PROXY_PROJECT, Refusal.Reason.PROJECT_MISSING);
        assertThat(result.report().undelivered())
                .flatExtracting(Tally.Group::examples)
                .extracting(example -> Explanation.of(example.outcome()).detail())
                .contains("401 UNAUTHORIZED project nosuch not found");
        // what was in flight with the first; the preflight, no part of this run, spares even these
        assertThat(harbor.log().where(entry -> entry.path().startsWith("/v2/nosuch/") && entry.isMutating()))
                .extracting(HarborLog::size, InstanceOfAssertFactories.INTEGER)
                .isLessThanOrEqualTo(6);
    }

    @Test
    void aNameWithOneComponentIsRefusedInWordsAndTheOthersGoOn() {
        write(images -> {
            images.ociImage("alpine", "3", List.of(BASE));
            images.ociImage("team/app", "v1", List.of(BASE));
        });

        SyncRun.Result result = push();

        assertThat(reasons(result)).containsExactly(Refusal.Reason.NAME);
        assertThat(harbor.tags("team/app")).hasSize(1);
    }

    @Test
    void theLongestNameIsRefusedInWords() {
        String longest = "team/" + "a".repeat(250);
        write(images -> {
            images.ociImage(longest, "1", List.of(BASE));
            images.ociImage("team/app", "v1", List.of(BASE));
        });

        assertThat(reasons(push())).containsExactly(Refusal.Reason.NAME_LENGTH);
        assertThat(harbor.tags("team/app")).hasSize(1);
    }

    @Test
    void anAccountWithoutTheRightIsToldSoForEachRepository() {
        write(images -> images.ociImage("team/app", "v1", List.of(BASE)));

        SyncRun.Result result = run(GUEST).push();

        assertThat(reasons(result)).containsExactly(Refusal.Reason.NO_RIGHT);
        assertThat(Explanation.of(result.report().undelivered().getFirst()).advice())
                .contains("may push");
    }

    @Test
    void anIndexThatListsAChildTwiceIsToldFromOtherThingsThatAreNotFound() {
        write(images -> {
            TestImages.Pushed child = images.ociImage("team/app", "child", List.of(BASE));
            images.index("team/app", "twice", child, child);
        });

        SyncRun.Result result = push();

        assertThat(reasons(result)).containsExactly(Refusal.Reason.CHILD_TWICE);
        assertThat(harbor.tags("team/app")).containsOnlyKeys("child");
    }

    @Test
    void aListingThatSomethingInFrontForbidsIsNoAnswerAndTheImageArrives() {
        write(images -> {
            images.ociImage("team/app", "v1", List.of(BASE));
            images.ociImage("other/app", "v1", List.of(BASE));
        });
        new TestImages(harbor.as("robot$ci")).ociImage("team/app", "old", List.of(BASE));
        harbor.fault(ServerFault.always("GET", "/v2/team/app/tags/list", HttpAnswer.of(405)));

        assertThat(reasons(push())).isEmpty();
        assertThat(harbor.tags("team/app")).containsOnlyKeys("old", "v1");
        assertThat(harbor.tags("other/app")).hasSize(1);
    }

    @Test
    void aProxyThatForbidsPatchIsNamedAndWhatGoesWholeArrives() {
        write(images -> {
            images.ociImage("team/app", "v1", List.of(BASE));
            images.ociImage("other/app", "v1", List.of(TestContent.layer(2, 2_000)));
        });
        harbor.fault(ServerFault.always("PATCH", "/blobs/uploads/", HttpAnswer.of(405)));

        SyncRun.Result result = run(ROBOT).inChunksOf(10_000).push();

        assertThat(reasons(result)).containsExactly(Refusal.Reason.PATCH_FORBIDDEN);
        assertThat(harbor.tags("other/app")).hasSize(1);
    }

    private void write(Consumer<TestImages> images) {
        StorageFixtures.write(storage, images);
    }

    private SyncRun run(Credentials login) {
        return SyncRun.of(storage, "http://" + harbor.host()).login(login);
    }

    private SyncRun.Result push() {
        return run(ROBOT).push();
    }

    private static List<Refusal.Reason> reasons(SyncRun.Result result) {
        return result.report().undelivered().stream()
                .map(group -> group.cause().refusal().orElseThrow())
                .distinct()
                .toList();
    }
}
