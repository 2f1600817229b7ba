// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages;
import dev.salvor.lab.harbor.HarborLog;
import dev.salvor.lab.harbor.HarborServer;
import dev.salvor.lab.harbor.HttpAnswer;
import dev.salvor.lab.harbor.RobotSetup;
import dev.salvor.lab.harbor.ServerFault;
import dev.salvor.outcome.Outcome;
import dev.salvor.plan.ComparePolicy;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.login.Credentials;
import dev.salvor.registry.login.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Harbor answers 412 to a tag that a rule protects, also where it is right already. */
class ImmutableTagTest {
    private static final byte[] BASE = TestContent.layer(1, 20_000);
    private static final String ROBOT = "robot$ci";

    @TempDir
    Path storage;

    private final HarborServer harbor = HarborServer.builder()
            .robot(ROBOT, "secret", RobotSetup::pusher)
            .project("fixed", project -> project.immutable("v*"))
            .start();

    @AfterEach
    void close() {
        harbor.close();
    }

    @Test
    void anImmutableTagThatIsRightIsThere() {
        write(BASE);
        run().push();
        hideTags();

        SyncRun.Result again = run().push();

        assertThat(harbor.log().where(entry -> entry.method().equals("PUT")).entries())
                .extracting(HarborLog.Entry::status)
                .containsOnly(201);
        assertThat(again.outcomes()).containsOnly(Map.entry("fixed/app:v1", new Outcome.AlreadyThere(true)));
    }

    @Test
    void anImmutableTagThatWasToBeOverwrittenIsRefused() {
        String there = pushOther();
        write(BASE, TestContent.layer(2, 2_000));

        SyncRun.Result result = run().with(ComparePolicy.of(true, ComparePolicy.OnConflict.OVERWRITE))
                .push();

        assertThat(result.report().undelivered())
                .extracting(group -> group.cause().refusal().orElseThrow())
                .containsExactly(Refusal.Reason.IMMUTABLE);
        assertThat(harbor.tags("fixed/app")).containsEntry("v1", there);
    }

    @Test
    void anImmutableTagWithOtherContentThatWasNotListedIsAConflict() {
        String there = pushOther();
        write(BASE, TestContent.layer(2, 2_000));
        hideTags();

        SyncRun.Result result = run().push();

        assertThat(result.outcomes().get("fixed/app:v1")).isInstanceOf(Outcome.Conflict.class);
        assertThat(((Outcome.Conflict) result.outcomes().get("fixed/app:v1")).target())
                .isEqualTo(Digest.parse(there));
        assertThat(harbor.tags("fixed/app")).containsEntry("v1", there);
        assertThat(harbor.pulls("fixed/app")).isZero();
    }

    private void write(byte[]... layers) {
        StorageFixtures.write(storage, images -> images.ociImage("fixed/app", "v1", List.of(layers)));
    }

    private String pushOther() {
        new TestImages(harbor.as(ROBOT)).ociImage("fixed/app", "v1", List.of(BASE));
        return harbor.tags("fixed/app").get("v1");
    }

    private void hideTags() {
        harbor.fault(
                ServerFault.always("GET", "/v2/fixed/app/tags/list", HttpAnswer.error(404, "NOT_FOUND", "not found")));
    }

    private SyncRun run() {
        return SyncRun.of(storage, "http://" + harbor.host())
                .login(new Credentials.Password(ROBOT, Secret.of("secret")));
    }
}
