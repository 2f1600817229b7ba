// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.lab.Trees;
import dev.salvor.lab.harbor.HarborLog;
import dev.salvor.lab.harbor.HarborServer;
import dev.salvor.lab.harbor.HttpAnswer;
import dev.salvor.lab.harbor.RobotSetup;
import dev.salvor.outcome.BlobCounts;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tally;
import dev.salvor.plan.ComparePolicy;
import dev.salvor.push.Verification;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.login.Credentials;
import dev.salvor.registry.login.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new, empty Harbor on the volume of one whose database is lost: {@code --same-storage}. */
class SameStorageTest {
    private static final byte[] BASE = TestContent.layer(1, 3_000);
    private static final byte[] OWN = TestContent.layer(2, 3_000);
    private static final int REPOSITORIES = 5;
    private static final int TAGS = 12;

    @TempDir
    Path volume;

    private Pushed signature;
    private HarborServer harbor;

    /** Tags on disk as a Harbor up to 2.14 leaves them. */
    @BeforeEach
    void loseTheDatabase() {
        StorageFixtures.write(volume, images -> {
            Pushed image = images.ociImage("team/app", "v1", List.of(BASE, OWN));
            signature = images.artifact("team/app", null, "application/vnd.example.signature", image);
            images.tag(image, "latest");
            Pushed child = images.ociImage("team/sub/multi", null, List.of(BASE));
            images.index("team/sub/multi", "1", child);
        });
        harbor = HarborServer.builder()
                .storage(volume)
                .robot("robot$ci", "secret", RobotSetup::pusher)
                .project("team")
                .start();
    }

    @AfterEach
    void close() {
        harbor.close();
    }

    @Test
    void theSameArtifactsAreThereAgainAndNoBlobWasSent() {
        SyncRun.Result result = run().push();

        assertThat(result.outcomes().values()).hasSize(4).containsOnly(new Outcome.Pushed());
        assertThat(RegistryWalk.of(harbor.as("robot$ci")).verify()).isEqualTo(StorageWalk.tags(volume));
        assertThat(referrers(signature)).contains(signature.digest());
        assertNothingSent();
        assertThat(result.blobs().sent()).isEqualTo(new BlobCounts.Sum(0, 0));
        assertThat(result.blobs().registered())
                .as("image, signature, child, index")
                .isEqualTo(4);
        assertThat(result.blobs().there().blobs())
                .as("3 of the image, 2 of the signature, 2 of the child")
                .isEqualTo(7);
        assertThat(harbor.quotaUsed("team")).isEqualTo(sizeOfAll());
    }

    /** What a first Harbor has after a usual sync of the same storage. */
    private long sizeOfAll() {
        try (HarborServer other = HarborServer.builder()
                .robot("robot$ci", "secret", RobotSetup::pusher)
                .project("team")
                .start()) {
            SyncRun.of(volume, "http://" + other.host()).login(login()).push();
            assertThat(other.tags("team/app")).isEqualTo(harbor.tags("team/app"));
            return other.quotaUsed("team");
        }
    }

    @Test
    void aSecondRunAsksOncePerRepositoryAndRegistersNothing() {
        run().push();
        harbor.clearLog();

        SyncRun.Result result = run().push();

        assertThat(result.count(Tally.Kind.THERE)).isEqualTo(4);
        assertThat(harbor.log().where(HarborLog.Entry::isMutating).lines()).isEmpty();
    }

    @Test
    void whatIsThereByThenIsComparedAsEver() {
        TestImages images = new TestImages(harbor.as("robot$ci"));
        Pushed other = images.ociImage("team/app", "v1", List.of(OWN));

        SyncRun.Result result = run().with(ComparePolicy.of(true, ComparePolicy.OnConflict.SKIP))
                .push();

        assertThat(result.outcomes().get("team/app:v1")).isInstanceOf(Outcome.Conflict.class);
        assertThat(result.outcomes().get("team/app:latest")).isEqualTo(new Outcome.Pushed());
        assertThat(harbor.tags("team/app")).containsEntry("v1", other.digest()).hasSize(2);
    }

    @Test
    void anImageWhoseLinksAreMissingIsReportedAndTheOthersGoOn() {
        String hex = Digest.of(OWN).hex();
        Trees.delete(new StorageFiles(volume).repository("team/app").resolve("_layers/sha256/" + hex));

        SyncRun.Result result = run().push();

        assertThat(reasons(result)).containsOnly(Refusal.Reason.UNLINKED);
        assertThat(result.outcomes().get("team/sub/multi:1")).isEqualTo(new Outcome.Pushed());
        assertThat(harbor.tags("team/app")).isEmpty();
        assertThat(harbor.log()
                        .where(entry -> entry.path().equals("/v2/team/app/manifests/v1"))
                        .lines())
                .as("it stays so: no second try")
                .containsExactly("PUT /v2/team/app/manifests/v1");
        assertNothingSent();
    }

    @Test
    void aRegistryThatTakesManifestsWithoutTheirBlobsIsFoundOutAtTheFirstImageOfEachRepository() {
        harbor.fault(asked -> asked.method().equals("PUT") && asked.path().contains("/manifests/")
                ? Optional.of(HttpAnswer.of(201))
                : Optional.empty());

        SyncRun.Result result = run().push();

        assertThat(reasons(result)).containsOnly(Refusal.Reason.OTHER_STORAGE);
        assertThat(puts("/v2/team/app/manifests/")).isEqualTo(1);
        assertThat(puts("/v2/team/sub/multi/manifests/"))
                .as("the child and its index")
                .isEqualTo(2);
        assertThat(result.outcomes().values())
                .filteredOn(Outcome.NotTried.class::isInstance)
                .hasSize(2);
        assertThat(((Outcome.Refused) result.outcomes().get("team/sub/multi:1"))
                        .refusal()
                        .words())
                .startsWith("team/sub/multi:1 was registered there without its content: blob sha256:");
    }

    @Test
    void whatWasRegisteredCanBeVerified() {
        assertThat(run().verifying(Verification.BYTES).push().isComplete()).isTrue();
    }

    /** Issue 16's bar, but for the projects. */
    @Test
    void requestsAreThePutsTwoHeadsAndAListingPerRepositoryAndFewMore() {
        List<String> repositories = new ArrayList<>();
        try (RegistryProcess registry = RegistryProcess.over(volume).start()) {
            TestImages images = new TestImages(registry.uri());
            for (int i = 0; i < REPOSITORIES; i++) {
                repositories.add("team/many" + i);
                for (int tag = 0; tag < TAGS; tag++) {
                    images.ociImage("team/many" + i, "t" + tag, List.of(BASE, TestContent.layer(tag, 500)));
                }
            }
        }

        SyncRun.Result result = run().push();

        assertThat(result.isComplete()).isTrue();
        int puts = 4 + 1 + REPOSITORIES * TAGS;
        int all = repositories.size() + 2;
        HarborLog log = harbor.log().withoutTokens();
        assertThat(log.where(entry -> entry.method().equals("PUT")).size()).isEqualTo(puts);
        assertThat(log.where(entry -> entry.method().equals("HEAD")).size()).isEqualTo(2 * all);
        assertThat(log.size()).isLessThanOrEqualTo(puts + 3 * all + 10);
        assertNothingSent();
    }

    private void assertNothingSent() {
        assertThat(harbor.log()
                        .where(entry -> entry.path().contains("/blobs/uploads"))
                        .lines())
                .isEmpty();
        assertThat(harbor.behind().accessLog().entries())
                .noneMatch(entry -> entry.path().contains("/blobs/uploads"));
    }

    private String referrers(Pushed referrer) {
        String subject = harbor.tags("team/app").get("v1");
        assertThat(referrer.repository()).isEqualTo("team/app");
        return new String(
                harbor.as("robot$ci").get("/v2/team/app/referrers/" + subject).body(), StandardCharsets.UTF_8);
    }

    private static List<Refusal.Reason> reasons(SyncRun.Result result) {
        Map<String, Refusal.Reason> reasons = new TreeMap<>();
        result.outcomes().forEach((name, outcome) -> {
            if (outcome instanceof Outcome.Refused(Refusal refusal)) {
                reasons.put(name, refusal.reason());
            }
        });
        return List.copyOf(reasons.values());
    }

    private long puts(String part) {
        return harbor.log()
                .where(entry -> entry.method().equals("PUT") && entry.path().contains(part))
                .size();
    }

    private SyncRun run() {
        return SyncRun.of(volume, "http://" + harbor.host()).login(login()).inPlace();
    }

    private static Credentials login() {
        return new Credentials.Password("robot$ci", Secret.of("secret"));
    }
}
