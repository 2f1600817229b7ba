// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.harbor.HarborServer;
import dev.salvor.lab.harbor.HttpAnswer;
import dev.salvor.lab.harbor.RobotSetup;
import dev.salvor.lab.harbor.ServerFault;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tally;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.login.Credentials;
import dev.salvor.registry.login.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Harbor refuses and takes at last. */
class HarborRepairTest {
    private static final byte[] BASE = TestContent.layer(1, 20_000);
    private static final int TRIES = 3;

    private final Set<String> unknown = ConcurrentHashMap.newKeySet();

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
        harbor.fault(ServerFault.first(3, "PUT", "/blobs/uploads/", HttpAnswer.inGc())
                .or(ServerFault.first(3, "PUT", "/manifests/", HttpAnswer.inGc())));

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
        harbor.fault(ServerFault.first(1, "PUT", "/v2/team/app/manifests/", blobUnknown(BASE)));

        assertThat(push().outcomes().values()).containsOnly(new Outcome.Pushed());
        assertThat(puts("digest=" + Digest.of(BASE))).isEqualTo(2);
        assertThat(puts("digest=" + Digest.of(own))).isEqualTo(1);
        assertThat(puts("/v2/team/app/manifests/v1")).isEqualTo(2);
    }

    @Test
    void aRegistryThatDoesNotSeeForAMomentWhatItWasGivenIsGivenTime() {
        StorageFixtures.write(storage, images -> images.ociImage("team/app", "v1", List.of(BASE)));
        harbor.fault(ServerFault.first(2, "PUT", "/v2/team/app/manifests/", blobUnknown(BASE)));

        assertThat(push().outcomes().values()).containsOnly(new Outcome.Pushed());
        assertThat(puts("digest=" + Digest.of(BASE))).isEqualTo(2);
        assertThat(puts("/v2/team/app/manifests/v1")).isEqualTo(3);
    }

    @Test
    void blobsThatStayUnknownAreTheEndOfTheImageAlone() {
        StorageFixtures.write(storage, images -> {
            images.ociImage("team/app", "v1", List.of(BASE));
            images.ociImage("team/app", "v2", List.of(BASE, TestContent.layer(2, 2_000)));
        });
        harbor.fault(ServerFault.always("PUT", "/v2/team/app/manifests/v1", blobUnknown(BASE)));

        SyncRun.Result result = push();

        assertThat(result.report().undelivered())
                .extracting(group -> group.cause().refusal().orElseThrow())
                .containsExactly(Refusal.Reason.BLOB_UNKNOWN);
        assertThat(puts("/v2/team/app/manifests/v1")).isEqualTo(3);
        assertThat(harbor.tags("team/app")).containsOnlyKeys("v2");
    }

    @Test
    void aBlobThatWasRefusedForAMomentIsSentForTheNextImage() {
        StorageFixtures.write(storage, images -> {
            images.ociImage("team/app", "v1", List.of(BASE));
            images.ociImage("team/app", "v2", List.of(BASE, TestContent.layer(2, 2_000)));
        });
        AtomicInteger tries = new AtomicInteger(TRIES);
        harbor.fault(asked -> asked.method().equals("PUT") && isOf(asked.path(), BASE) && tries.getAndDecrement() > 0
                ? Optional.of(HttpAnswer.of(503))
                : Optional.empty());

        SyncRun.Result result = push();

        assertThat(result.report().undelivered())
                .extracting(group -> group.cause().refusal().orElseThrow())
                .containsExactly(Refusal.Reason.OVERLOADED);
        assertThat(harbor.tags("team/app")).hasSize(1);
    }

    @Test
    void aBlobThatIsTooLargeIsNotSentAgainForTheNextImage() {
        StorageFixtures.write(storage, images -> {
            images.ociImage("team/app", "v1", List.of(BASE));
            images.ociImage("team/app", "v2", List.of(BASE, TestContent.layer(2, 2_000)));
        });
        harbor.fault(asked -> asked.method().equals("PUT") && isOf(asked.path(), BASE)
                ? Optional.of(HttpAnswer.of(413))
                : Optional.empty());

        assertThat(push().count(Tally.Kind.REFUSED)).isEqualTo(2);
        assertThat(puts("digest=" + Digest.of(BASE))).isEqualTo(1);
    }

    /** The repair of one repository takes as long as its blobs. */
    @Test
    void aRepairDoesNotWaitForThatOfAnotherRepository() {
        byte[] other = TestContent.layer(2, 2_000);
        StorageFixtures.write(storage, images -> {
            images.ociImage("team/app", "v1", List.of(BASE));
            images.ociImage("team/other", "v1", List.of(other));
        });
        CountDownLatch bothSentAgain = new CountDownLatch(2);
        Queue<Boolean> met = new ConcurrentLinkedQueue<>();
        ServerFault meet = asked -> {
            boolean isBlob = isOf(asked.path(), BASE) || isOf(asked.path(), other);
            if (asked.method().equals("PUT")
                    && isBlob
                    && unknown.contains(asked.path().split("/blobs/")[0])) {
                bothSentAgain.countDown();
                met.add(await(bothSentAgain));
            }
            return Optional.empty();
        };
        harbor.fault(meet.or(once("/v2/team/app", BASE)).or(once("/v2/team/other", other)));

        assertThat(push().outcomes().values()).containsOnly(new Outcome.Pushed());
        assertThat(met).containsExactly(true, true);
    }

    /** The first manifest of this repository lacks the blob. */
    private ServerFault once(String repository, byte[] blob) {
        return asked -> asked.method().equals("PUT")
                        && asked.path().startsWith(repository + "/manifests/")
                        && unknown.add(repository)
                ? Optional.of(blobUnknown(blob))
                : Optional.empty();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isOf(String path, byte[] blob) {
        return path.replace("%3A", ":").contains("digest=" + Digest.of(blob));
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

    private static HttpAnswer blobUnknown(byte[] blob) {
        return HttpAnswer.text(
                400,
                "application/json",
                "{\"errors\":[{\"code\":\"MANIFEST_BLOB_UNKNOWN\",\"message\":\"blob unknown to registry\",\"detail\":\""
                        + Digest.of(blob) + "\"}]}");
    }
}
