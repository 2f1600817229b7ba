// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.lab.LabHttp;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.lab.Trees;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Harbor whose database is new, on the volume of one before (protocol.md §1.11). */
class HarborOverItsVolumeTest {
    private static final byte[] BASE = TestContent.layer(1, 3000);
    private static final byte[] OWN = TestContent.layer(2, 3000);
    private static final String ROBOT = "robot$ci";

    @TempDir
    Path volume;

    private Pushed image;
    private Pushed child;
    private Pushed index;
    private long used;
    private HarborServer harbor;

    @BeforeEach
    void loseTheDatabase() {
        try (HarborServer before = start()) {
            TestImages images = new TestImages(before.as(ROBOT));
            image = images.ociImage("team/app", "v1", List.of(BASE, OWN));
            child = images.ociImage("team/app", null, List.of(BASE));
            index = images.index("team/app", "multi", child);
            used = before.quotaUsed("team");
        }
        harbor = start();
    }

    private HarborServer start() {
        return HarborServer.builder()
                .storage(volume)
                .robot(ROBOT, "secret", RobotSetup::pusher)
                .project("team")
                .start();
    }

    @AfterEach
    void close() {
        harbor.close();
    }

    @Test
    void itKnowsNothingOfWhatIsOnIt() {
        LabHttp http = harbor.as(ROBOT);
        assertThat(status("HEAD", "/v2/team/app/manifests/" + image.digest())).isEqualTo(404);
        assertThat(status("HEAD", "/v2/team/app/blobs/" + digest(OWN))).isEqualTo(404);
        assertThat(text(http.get("/v2/team/app/tags/list"))).contains("repository team/app not found");
        assertThat(text(http.get("/v2/_catalog"))).isEqualTo("{\"repositories\":[]}");
        assertThat(harbor.quotaUsed("team")).isZero();
    }

    @Test
    void thePutsOfTheManifestsBringAllBack() {
        assertThat(put("v1", image).statusCode()).isEqualTo(201);
        assertThat(put(child.digest(), child).statusCode()).isEqualTo(201);
        assertThat(put("multi", index).statusCode()).isEqualTo(201);

        assertThat(harbor.tags("team/app")).isEqualTo(Map.of("v1", image.digest(), "multi", index.digest()));
        assertThat(harbor.quotaUsed("team")).isEqualTo(used);
        assertThat(status("HEAD", "/v2/team/app/blobs/" + digest(OWN))).isEqualTo(200);
        assertThat(RegistryWalk.of(harbor.as(ROBOT)).verify()).hasSize(2);
    }

    @Test
    void anIndexNeedsItsChildrenInTheDatabaseToo() {
        HttpResponse<byte[]> answer = put("multi", index);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(text(answer)).contains("artifact team/app@" + child.digest() + " not found");
        assertThat(harbor.tags("team/app")).isEmpty();
    }

    @Test
    void whatHasNoLayerLinkInItsRepositoryIsUnknown() {
        String hex = digest(OWN).substring("sha256:".length());
        Trees.delete(new StorageFiles(volume).repository("team/app").resolve("_layers/sha256/" + hex));

        HttpResponse<byte[]> answer = put("v1", image);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(text(answer)).contains("MANIFEST_BLOB_UNKNOWN").contains(digest(OWN));
        assertThat(harbor.tags("team/app")).isEmpty();
        assertThat(harbor.quotaUsed("team")).isZero();
    }

    private HttpResponse<byte[]> put(String reference, Pushed manifest) {
        return harbor.as(ROBOT)
                .send(
                        "PUT",
                        "/v2/team/app/manifests/" + reference,
                        manifest.bytes(),
                        "Content-Type",
                        manifest.mediaType());
    }

    private int status(String method, String path) {
        return harbor.as(ROBOT)
                .send(method, path, new byte[0], "Accept", image.mediaType())
                .statusCode();
    }

    private static String digest(byte[] content) {
        return Digest.of(content).toString();
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8).strip();
    }
}
