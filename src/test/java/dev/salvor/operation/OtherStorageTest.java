// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.Failure;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.harbor.HarborServer;
import dev.salvor.lab.harbor.RobotSetup;
import dev.salvor.outcome.Outcome;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.login.Credentials;
import dev.salvor.registry.login.Secret;
import dev.salvor.select.TargetNames;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --same-storage} into what does not lie over the same storage. */
class OtherStorageTest {
    @TempDir
    Path volume;

    @BeforeEach
    void writeStorage() {
        StorageFixtures.write(
                volume, images -> images.ociImage("team/app", "v1", List.of(TestContent.layer(1, 3_000))));
    }

    /** Another volume with the same repositories. */
    @Test
    void aHarborOverAnotherStorageGetsNothing(@TempDir Path other) {
        try (HarborServer stranger = HarborServer.builder()
                .storage(other)
                .robot("robot$ci", "secret", RobotSetup::pusher)
                .project("team")
                .start()) {
            SyncRun.Result result = SyncRun.of(volume, "http://" + stranger.host())
                    .login(new Credentials.Password("robot$ci", Secret.of("secret")))
                    .inPlace()
                    .push();

            assertThat(result.outcomes().get("team/app:v1"))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.refusal().reason()).isEqualTo(Refusal.Reason.UNLINKED));
            assertThat(stranger.tags("team/app")).isEmpty();
        }
    }

    @Test
    void aRegistryThatIsNotHarborIsRefused(@TempDir Path copy) {
        try (RegistryProcess registry = RegistryProcess.over(copy).start()) {
            SyncRun plain = SyncRun.of(volume, registry.host()).inPlace();

            assertThatThrownBy(plain::push)
                    .isInstanceOf(Failure.Rejected.class)
                    .hasMessage(registry.host() + " is not recognised as Harbor");
            assertThat(registry.accessLog().entries())
                    .allSatisfy(entry -> assertThat(entry.method()).isEqualTo("GET"));
        }
    }

    @Test
    void otherNamesAreNoWay() {
        assertThatThrownBy(() -> SyncRun.of(volume, "http://127.0.0.1:9")
                        .inPlace()
                        .with(new TargetNames(List.of(), "", "rescue"))
                        .push())
                .isInstanceOf(IllegalArgumentException.class);
    }
}
