// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages;
import dev.salvor.lab.Trees;
import dev.salvor.lab.harbor.HarborLog;
import dev.salvor.lab.harbor.HarborServer;
import dev.salvor.lab.harbor.RobotSetup;
import dev.salvor.registry.login.Credentials;
import dev.salvor.registry.login.Secret;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Harbor lists by itself what refers to an image, and says so when that comes. */
class HarborReferrersTest {
    @TempDir
    Path storage;

    private TestImages.Pushed image;

    private final HarborServer harbor = HarborServer.builder()
            .robot("robot$ci", "secret", RobotSetup::pusher)
            .project("team")
            .start();

    @AfterEach
    void close() {
        harbor.close();
    }

    private void write(boolean withList) {
        StorageFixtures.write(storage, images -> {
            image = images.ociImage("team/app", "1", List.of(TestContent.layer(1, 500)));
            TestImages.Pushed untagged =
                    images.artifact("team/app", "tmp", "application/vnd.cncf.notary.signature", image);
            images.artifact("team/app", "bom", "application/spdx+json", image);
            if (withList) {
                images.index("team/app", listTag(), untagged);
            }
        });
        Trees.delete(
                new StorageFiles(storage).link("team/app", "tmp").getParent().getParent());
    }

    private String listTag() {
        return image.digest().replace(':', '-');
    }

    private SyncRun.Result push() {
        return SyncRun.of(storage, harbor.host())
                .login(new Credentials.Password("robot$ci", Secret.of("secret")))
                .push();
    }

    @Test
    void noTagIsMadeForThem() {
        write(false);
        assertThat(push().isComplete()).isTrue();
        assertThat(harbor.tags("team/app")).containsOnlyKeys("1", "bom");
    }

    @Test
    void aTagOfTheStorageThatListsThemIsNotLost() {
        write(true);
        assertThat(push().isComplete()).isTrue();
        assertThat(harbor.tags("team/app")).containsOnlyKeys("1", "bom", listTag());
    }

    @Test
    void theApiIsAskedForOnceWhereNothingIsToBeSent() {
        write(false);
        push();
        harbor.clearLog();
        assertThat(push().plan().images()).isEmpty();
        HarborLog log = harbor.log();
        assertThat(log.where(entry -> entry.path().contains("/referrers/")).size())
                .isEqualTo(1);
        assertThat(log.where(entry -> entry.path().contains("/manifests/")).entries())
                .allMatch(entry -> entry.method().equals("HEAD"));
    }
}
