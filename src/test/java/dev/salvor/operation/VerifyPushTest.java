// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
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
import dev.salvor.push.Verification;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.login.Credentials;
import dev.salvor.registry.login.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --verify-push}, and what a HEAD says of a blob before a push. */
class VerifyPushTest {
    private static final byte[] BASE = TestContent.layer(1, 2_000);
    private static final byte[] OWN = TestContent.layer(2, 2_000);

    @TempDir
    Path storage;

    private final HarborServer harbor = HarborServer.builder()
            .robot("robot$ci", "secret", RobotSetup::pusher)
            .project("team")
            .start();

    @BeforeEach
    void writeStorage() {
        StorageFixtures.write(storage, images -> {
            TestImages.Pushed child = images.ociImage("team/app", null, List.of(BASE, OWN));
            images.index("team/app", "multi", child);
        });
    }

    @AfterEach
    void close() {
        harbor.close();
    }

    @Test
    void headsEachManifestAndEachBlobAndCountsNoPull() {
        assertThat(run().verifying(Verification.HEAD).push().isComplete()).isTrue();

        assertThat(answered("HEAD", "/manifests/sha256:")).isEqualTo(2);
        assertThat(answered("HEAD", "/blobs/")).as("two layers and a config").isEqualTo(3);
        assertThat(answered("GET", "/blobs/") + answered("GET", "/manifests/")).isZero();
        assertThat(harbor.pulls("team/app")).isZero();
    }

    @Test
    void asksForNothingUnlessItIsTold() {
        assertThat(run().push().isComplete()).isTrue();

        assertThat(harbor.log().where(entry -> entry.method().equals("HEAD")).entries())
                .isEmpty();
    }

    @Test
    void readsEverythingBackAndThatCountsAsPulls() {
        assertThat(run().verifying(Verification.BYTES).push().isComplete()).isTrue();

        assertThat(answered("GET", "/blobs/")).isEqualTo(3);
        assertThat(harbor.pulls("team/app")).isEqualTo(2);
    }

    @Test
    void aHeadThatTellsAnotherSizeIsACorruptTarget() {
        harbor.fault(ServerFault.always(
                "HEAD", "/blobs/" + Digest.of(OWN), HttpAnswer.of(200).with("Content-Length", "7")));

        assertCorrupt(
                run().verifying(Verification.HEAD).push(), "has 7 bytes in team/app there", "must have " + OWN.length);
    }

    @Test
    void aBlobThatIsGoneAfterThePushIsACorruptTarget() {
        harbor.fault(ServerFault.always("HEAD", "/blobs/" + Digest.of(OWN), HttpAnswer.of(404)));

        assertCorrupt(run().verifying(Verification.HEAD).push(), Digest.of(OWN) + " was taken and is not there");
    }

    @Test
    void aManifestThatIsGoneAfterThePushIsACorruptTarget() {
        harbor.fault(ServerFault.always(
                "HEAD", "/manifests/sha256:", HttpAnswer.of(404).with("Content-Type", "application/json")));

        assertCorrupt(run().verifying(Verification.HEAD).push(), "manifest", "was taken and is not there");
    }

    /** A HEAD looks at the size only. */
    @Test
    void bytesThatChangedInTheSameSizeAreFoundByReadingThem() {
        AtomicBoolean spoilt = new AtomicBoolean();
        harbor.fault(asked -> {
            if (asked.method().equals("GET") && asked.path().contains("/blobs/") && spoilt.compareAndSet(false, true)) {
                spoil(new StorageFiles(harbor.behind().root()).data(OWN));
            }
            return Optional.empty();
        });

        assertCorrupt(run().verifying(Verification.BYTES).push(), Digest.of(OWN) + " has other bytes");
    }

    @Test
    void aManifestThatAPolicyForbidsToPullCountsAsThere() {
        harbor.fault(ServerFault.always(
                "GET",
                "/manifests/",
                HttpAnswer.error(412, "PROJECTPOLICYVIOLATION", "current image without vulnerability scanning")));

        assertThat(run().verifying(Verification.BYTES).push().isComplete()).isTrue();
    }

    /** Without any verification: the question before the push. */
    @Test
    void aBlobOfAnotherSizeThatWasThereBeforeIsNotTakenForTheBlob() {
        new TestImages(harbor.as("robot$ci")).ociImage("team/app", "old", List.of(BASE));
        harbor.fault(ServerFault.always(
                "HEAD", "/blobs/" + Digest.of(BASE), HttpAnswer.of(200).with("Content-Length", "7")));

        assertCorrupt(run().push(), Digest.of(BASE) + " has 7 bytes in team/app there");
    }

    /** Without any verification: a target that is not new is asked for the tag after the push (protocol.md §1.10). */
    @Test
    void aTagThatAPolicyForbidsToPullRightAfterThePushIsPushed() {
        new TestImages(harbor.as("robot$ci")).ociImage("team/app", "old", List.of(BASE));
        ServerFault forbidden = ServerFault.always("HEAD", "/manifests/multi", HttpAnswer.of(412));
        harbor.fault(
                asked -> harbor.tags("team/app").containsKey("multi") ? forbidden.answer(asked) : Optional.empty());

        assertThat(run().push().outcomes().values()).containsOnly(new Outcome.Pushed());
    }

    @Test
    void aBlobThatTheOverloadedRegistryDoesNotTellAboutIsNoCorruptTarget() {
        harbor.fault(ServerFault.always("HEAD", "/blobs/" + Digest.of(OWN), HttpAnswer.of(503)));

        assertRefused(run().verifying(Verification.HEAD).push(), Refusal.Reason.OVERLOADED);
    }

    @Test
    void aManifestThatTheRegistryFailsOnIsNoCorruptTarget() {
        ServerFault head = ServerFault.always("HEAD", "/manifests/sha256:", HttpAnswer.of(500));
        ServerFault get = ServerFault.always("GET", "/manifests/sha256:", HttpAnswer.of(500));
        harbor.fault(asked -> head.answer(asked).or(() -> get.answer(asked)));

        assertRefused(run().verifying(Verification.HEAD).push(), Refusal.Reason.OVERLOADED);
    }

    /** What GET reads is there, whatever something in front says to HEAD. */
    @Test
    void aManifestOfWhichOnlyHeadIsDeniedIsThere() {
        harbor.fault(ServerFault.always("HEAD", "/manifests/sha256:", HttpAnswer.of(500)));

        assertThat(run().verifying(Verification.HEAD).push().outcomes().values())
                .containsOnly(new Outcome.Pushed());
    }

    /** Before the push the question only spares an upload. */
    @Test
    void aBlobThatTheRegistryDoesNotTellAboutIsSent() {
        new TestImages(harbor.as("robot$ci")).ociImage("team/app", "old", List.of(BASE));
        harbor.fault(ServerFault.always("HEAD", "/blobs/", HttpAnswer.of(503)));

        assertThat(run().push().outcomes().values()).containsOnly(new Outcome.Pushed());
    }

    private static void assertRefused(SyncRun.Result result, Refusal.Reason reason) {
        assertThat(result.images()).hasSize(1);
        assertThat(result.images().getFirst().outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(reason));
    }

    private static void assertCorrupt(SyncRun.Result result, String... words) {
        assertThat(result.images()).hasSize(1);
        assertThat(result.images().getFirst().outcome()).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.refusal().reason()).isEqualTo(Refusal.Reason.CORRUPT_TARGET);
            assertThat(refused.refusal().words()).contains(words);
        });
    }

    private static void spoil(Path data) {
        try {
            byte[] bytes = Files.readAllBytes(data);
            bytes[bytes.length / 2] ^= 1;
            Files.write(data, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int answered(String method, String part) {
        HarborLog log = harbor.log()
                .where(entry -> entry.method().equals(method) && entry.path().contains(part));
        return log.size();
    }

    private SyncRun run() {
        return SyncRun.of(storage, "http://" + harbor.host())
                .login(new Credentials.Password("robot$ci", Secret.of("secret")));
    }
}
