// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.Failure;
import dev.salvor.image.Digest;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.lab.Trees;
import dev.salvor.lab.harbor.HarborLog;
import dev.salvor.lab.harbor.HarborServer;
import dev.salvor.lab.harbor.HttpAnswer;
import dev.salvor.lab.harbor.RobotSetup;
import dev.salvor.lab.harbor.ServerFault;
import dev.salvor.proof.ImageProof;
import dev.salvor.proof.RegistryProof;
import dev.salvor.registry.login.Credentials;
import dev.salvor.registry.login.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proof at Harbor: no pull, no GET of a manifest, few requests; and what does not answer as the registry is neither there nor missing. */
class ProofAtHarborTest {
    private static final byte[] BASE = TestContent.layer(1, 20_000);
    private static final byte[] OWN = TestContent.layer(2, 2_000);

    @TempDir
    Path storage;

    private final HarborServer harbor = HarborServer.builder()
            .robot("robot$ci", "secret", RobotSetup::pusher)
            .project("team")
            .project("shop")
            .start();

    @BeforeEach
    void write() {
        StorageFixtures.write(storage, images -> {
            Pushed app = images.ociImage("team/app", "v1", List.of(BASE, OWN));
            images.tag(app, "latest");
            images.ociImage("team/app", "v2", List.of(BASE));
            Pushed amd = images.image("shop/multi", null, List.of(BASE));
            Pushed arm = images.draft("shop/multi")
                    .architecture("arm64")
                    .layers(List.of(OWN))
                    .push(null);
            images.index("shop/multi", "1", amd, arm);
            images.artifact("team/app", "tmp", "application/vnd.cncf.notary.signature", app);
        });
        Trees.delete(
                new StorageFiles(storage).link("team/app", "tmp").getParent().getParent());
        assertThat(sync().push().isComplete()).isTrue();
        harbor.clearLog();
    }

    @AfterEach
    void close() {
        harbor.close();
    }

    private SyncRun sync() {
        return SyncRun.of(storage, "http://" + harbor.host())
                .login(new Credentials.Password("robot$ci", Secret.of("secret")));
    }

    private RegistryProof proof() {
        return ProofRun.of(storage, sync()).run();
    }

    @Test
    void whatIsThereIsProvenWithoutAPullAndWithFewRequests() {
        RegistryProof proof = proof();
        assertThat(ProofRun.open(proof)).isEmpty();
        assertThat(proof.images()).hasSize(5);

        HarborLog log = harbor.log();
        assertThat(harbor.pulls("team/app") + harbor.pulls("shop/multi")).isZero();
        assertThat(log.where(HarborLog.Entry::isManifest).entries())
                .allMatch(entry -> entry.method().equals("HEAD"));
        assertThat(log.where(HarborLog.Entry::isMutating).lines()).isEmpty();
        long tags = 4;
        long pairs = log
                .where(entry -> entry.method().equals("HEAD") && entry.path().matches(".*/(manifests|blobs)/sha256:.*"))
                .entries()
                .stream()
                .map(HarborLog.Entry::path)
                .distinct()
                .count();
        long tokens = log.where(HarborLog.Entry::isToken).size();
        assertThat((long) log.size()).isLessThanOrEqualTo(tags + pairs + 2 + tokens + 4);
    }

    @Test
    void readingItBackIsAPullOfEachManifest() {
        assertThat(ProofRun.of(storage, sync()).readingBytes().run().isComplete())
                .isTrue();
        assertThat(harbor.pulls("shop/multi")).isPositive();
    }

    @Test
    void whatAnswersOnlyAtTheThirdTimeIsThere() {
        harbor.fault(ServerFault.first(2, "HEAD", "/v2/team/app/blobs/", HttpAnswer.of(503)));
        assertThat(ProofRun.open(proof())).isEmpty();
    }

    @Test
    void aServerErrorIsNeitherThereNorMissing() {
        harbor.fault(ServerFault.always("HEAD", "/v2/team/app/manifests/v1", HttpAnswer.of(502)));
        assertThat(ProofRun.open(proof())).isEqualTo(Map.of("team/app:v1", ImageProof.Kind.UNTOLD));
    }

    @Test
    void aServerErrorForABlobLeavesItsImagesOpen() {
        String blob = "/v2/shop/multi/blobs/" + Digest.of(OWN);
        harbor.fault(ServerFault.always("HEAD", blob, HttpAnswer.of(503)));
        assertThat(ProofRun.open(proof())).isEqualTo(Map.of("shop/multi:1", ImageProof.Kind.UNTOLD));
    }

    @Test
    void aLoginPageIsNeitherThereNorMissing() {
        harbor.fault(ServerFault.always("HEAD", "/v2/shop/multi/", HttpAnswer.text(200, "text/html", "<html>Log in"))
                .or(ServerFault.always("GET", "/v2/shop/multi/", HttpAnswer.text(200, "text/html", "<html>Log in"))));
        assertThat(ProofRun.open(proof())).isEqualTo(Map.of("shop/multi:1", ImageProof.Kind.UNTOLD));
    }

    @Test
    void whatTheRegistrysStorageLostIsMissingThoughItsDatabaseKnowsIt() {
        new StorageFiles(harbor.behind().root())
                .delete(new StorageFiles(harbor.behind().root()).data(OWN));
        assertThat(ProofRun.open(proof()))
                .containsOnlyKeys("team/app:latest", "team/app:v1", "shop/multi:1")
                .containsValue(ImageProof.Kind.INCOMPLETE);
        assertThat(sync().plan().plan().images()).isEmpty();
    }

    @Test
    void aLoginThatIsRefusedEverywhereProvesNothing() {
        harbor.fault(ServerFault.always("HEAD", "/v2/", HttpAnswer.of(401)));
        ProofRun run = ProofRun.of(storage, sync());
        assertThatThrownBy(run::run).isInstanceOf(Failure.Denied.class);
    }
}
