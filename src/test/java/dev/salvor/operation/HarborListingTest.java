// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.MediaType;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages;
import dev.salvor.lab.harbor.HarborLog;
import dev.salvor.lab.harbor.HarborServer;
import dev.salvor.lab.harbor.HttpAnswer;
import dev.salvor.lab.harbor.RobotSetup;
import dev.salvor.lab.harbor.ServerFault;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tally;
import dev.salvor.plan.ComparePolicy;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.login.Credentials;
import dev.salvor.registry.login.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much is asked of a Harbor, and with which rights. */
class HarborListingTest {
    private static final byte[] EMPTY_INDEX = "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[]}"
            .formatted(MediaType.OCI_INDEX.value())
            .getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path storage;

    private final HarborServer harbor = HarborServer.builder()
            .robot("robot$ci", "secret", RobotSetup::pusher)
            .robot("robot$team+ci", "secret", robot -> robot.project("team", "repository:pull", "repository:push"))
            .project("team")
            .start();

    @AfterEach
    void close() {
        harbor.close();
    }

    /** Issue 9's bar. */
    @Test
    void aCatchUpWithNothingToDoAsksOncePerRepository() {
        int repositories = 1000;
        TestImages images = new TestImages(harbor.as("robot$ci"));
        for (int i = 0; i < repositories; i++) {
            new StorageFiles(storage).plant("team/app" + i, "1", EMPTY_INDEX);
            images.manifest("team/app" + i, "1", MediaType.OCI_INDEX.value(), EMPTY_INDEX);
        }
        harbor.clearLog();

        SyncRun.Result result = run("robot$ci").push();

        assertThat(result.count(Tally.Kind.THERE)).isEqualTo(repositories);
        HarborLog log = harbor.log().withoutTokens();
        int catalogPages =
                log.where(entry -> entry.path().startsWith("/v2/_catalog")).size();
        assertThat(log.size()).isLessThanOrEqualTo(repositories + catalogPages + 4);
        assertThat(log.where(HarborLog.Entry::isManifest).entries()).isEmpty();
        assertThat(log.where(HarborLog.Entry::isMutating).entries()).isEmpty();
        assertThat(harbor.log().size() - log.size()).as("token requests").isLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 405})
    void aCatalogThatIsWithheldIsNoError(int status) {
        StorageFixtures.write(storage, images -> images.ociImage("team/app", "1", List.of(TestContent.layer(1, 500))));
        harbor.fault(ServerFault.always("GET", "/v2/_catalog", HttpAnswer.error(status, "UNAUTHORIZED", "no catalog")));

        assertThat(run("robot$ci").push().outcomes()).containsOnly(Map.entry("team/app:1", new Outcome.Pushed()));
        assertThat(run("robot$ci").push().outcomes())
                .containsOnly(Map.entry("team/app:1", new Outcome.AlreadyThere(false)));
    }

    @Test
    void aProjectRobotSyncsWithoutACatalog() {
        StorageFixtures.write(storage, images -> images.ociImage("team/app", "1", List.of(TestContent.layer(1, 500))));

        assertThat(run("robot$team+ci").push().isComplete()).isTrue();
        StorageFixtures.write(storage, images -> images.ociImage("team/app", "2", List.of(TestContent.layer(2, 500))));
        SyncRun.Result second = run("robot$team+ci")
                .with(ComparePolicy.of(true, ComparePolicy.OnConflict.SKIP))
                .push();

        assertThat(second.outcomes().values()).containsExactly(new Outcome.AlreadyThere(true), new Outcome.Pushed());
        assertThat(harbor.log()
                        .where(entry -> entry.method().equals("GET") && entry.isManifest())
                        .entries())
                .isEmpty();
        assertThat(harbor.pulls("team/app")).isZero();
    }

    /** A robot that may push only: layers are sent, and the tag is asked for to the end. */
    @Test
    void aDeniedListingIsNoNoAndWhatThePushMayNotReplaceIsSaid() {
        StorageFixtures.write(storage, images -> images.ociImage("team/app", "1", List.of(TestContent.layer(1, 500))));
        harbor.fault(asked -> isRead(asked)
                ? Optional.of(
                        HttpAnswer.error(403, "DENIED", "unauthorized to access repository: team/app, action: pull"))
                : Optional.empty());

        SyncRun.Result result = run("robot$team+ci").push();

        assertThat(harbor.log().where(HarborLog.Entry::isMutating).lines()).isNotEmpty();
        assertThat(result.outcomes().get("team/app:1"))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(Refusal.Reason.TAG_UNTOLD));
    }

    private static boolean isRead(ServerFault.Asked asked) {
        boolean isQuestion = asked.method().equals("GET") || asked.method().equals("HEAD");
        return isQuestion && asked.path().startsWith("/v2/team/");
    }

    @Test
    void aTagThatAPolicyHidesIsToldAndTheOthersGoOn() {
        StorageFixtures.write(storage, images -> {
            images.ociImage("team/app", "1", List.of(TestContent.layer(1, 500)));
            images.ociImage("team/app", "2", List.of(TestContent.layer(2, 500)));
        });
        run("robot$ci").push();
        harbor.fault(ServerFault.always("HEAD", "/v2/team/app/manifests/1", HttpAnswer.of(412)));

        SyncRun.Result result = run("robot$ci")
                .with(ComparePolicy.of(true, ComparePolicy.OnConflict.SKIP))
                .push();

        assertThat(result.outcomes().get("team/app:2")).isEqualTo(new Outcome.AlreadyThere(true));
        assertThat(result.outcomes().get("team/app:1"))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(Refusal.Reason.PULL_POLICY));
    }

    private SyncRun run(String account) {
        return SyncRun.of(storage, "http://" + harbor.host())
                .login(new Credentials.Password(account, Secret.of("secret")));
    }
}
