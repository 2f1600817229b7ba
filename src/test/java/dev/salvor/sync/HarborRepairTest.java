// SPDX-License-Identifier: Apache-2.0
package dev.salvor.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.harbor.Answer;
import dev.salvor.lab.harbor.Fault;
import dev.salvor.lab.harbor.HarborServer;
import dev.salvor.lab.harbor.RobotSetup;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.login.Credentials;
import dev.salvor.registry.login.Secret;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Harbor refuses and takes at last. */
class HarborRepairTest {
    private static final byte[] BASE = TestContent.layer(1, 20_000);

    @TempDir
    Path storage;

    private final HarborServer harbor = HarborServer.builder()
            .robot("robot$ci", "secret", RobotSetup::pusher)
            .project("team")
            .start();

    @AfterEach
    void close() {
        harbor.close();
    }

    @Test
    void whatGarbageCollectionHoldsIsWaitedFor() {
        StorageFixtures.write(storage, images -> images.ociImage("team/app", "v1", List.of(BASE)));
        harbor.fault(Fault.first(3, "PUT", "/blobs/uploads/", Answer.inGc())
                .or(Fault.first(3, "PUT", "/manifests/", Answer.inGc())));

        assertThat(push().outcomes().values()).containsOnly(new Outcome.Pushed());
        assertThat(harbor.log()
                        .where(entry -> entry.method().equals("PUT") && entry.status() == 404)
                        .entries())
                .hasSize(6);
    }

    @Test
    void theBlobsThatTheRegistryMissesAreSentAgainOnceAndWithoutAMount() {
        byte[] own = TestContent.layer(2, 2_000);
        StorageFixtures.write(storage, images -> {
            images.ociImage("team/app", "v1", List.of(BASE, own));
            images.ociImage("team/other", "v1", List.of(BASE));
        });
        harbor.fault(Fault.first(1, "PUT", "/v2/team/app/manifests/", blobUnknown(BASE)));

        assertThat(push().outcomes().values()).containsOnly(new Outcome.Pushed());
        assertThat(puts("digest=" + Digest.of(BASE))).isEqualTo(2);
        assertThat(puts("digest=" + Digest.of(own))).isEqualTo(1);
        assertThat(puts("/v2/team/app/manifests/v1")).isEqualTo(2);
    }

    @Test
    void blobsThatStayUnknownAreTheEndOfTheImageAlone() {
        StorageFixtures.write(storage, images -> {
            images.ociImage("team/app", "v1", List.of(BASE));
            images.ociImage("team/app", "v2", List.of(BASE, TestContent.layer(2, 2_000)));
        });
        harbor.fault(Fault.always("PUT", "/v2/team/app/manifests/v1", blobUnknown(BASE)));

        SyncRun.Result result = push();

        assertThat(result.report().undelivered())
                .extracting(group -> group.reason().title())
                .containsExactly(Refusal.Reason.BLOB_UNKNOWN.title());
        assertThat(puts("/v2/team/app/manifests/v1")).isEqualTo(2);
        assertThat(harbor.tags("team/app")).containsOnlyKeys("v2");
    }

    private SyncRun.Result push() {
        return SyncRun.of(storage, "http://" + harbor.host())
                .login(new Credentials.Password("robot$ci", Secret.of("secret")))
                .push();
    }

    private int puts(String part) {
        return harbor.log()
                .where(entry -> entry.method().equals("PUT")
                        && entry.path().replace("%3A", ":").contains(part))
                .size();
    }

    private static Answer blobUnknown(byte[] blob) {
        return Answer.text(
                400,
                "application/json",
                "{\"errors\":[{\"code\":\"MANIFEST_BLOB_UNKNOWN\",\"message\":\"blob unknown to registry\",\"detail\":\""
                        + Digest.of(blob) + "\"}]}");
    }
}
