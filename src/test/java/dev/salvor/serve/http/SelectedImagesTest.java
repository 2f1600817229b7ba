// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.select.ImageGlob;
import dev.salvor.select.NameRule;
import dev.salvor.select.Selection;
import dev.salvor.select.TargetNames;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is served of a storage, under which names, and what becomes of it when the storage changes. */
class SelectedImagesTest {
    private static final byte[] BASE = TestContent.layer(1, 3000);

    @TempDir
    static Path root;

    private static final Map<String, Pushed> IMAGES = new HashMap<>();

    @BeforeAll
    static void write() {
        StorageFixtures.write(root, images -> {
            IMAGES.put("v1", images.image("devops/app", "v1.0", List.of(BASE, layer(2))));
            IMAGES.put("snapshot", images.image("devops/app", "2-SNAPSHOT", List.of(BASE, layer(3))));
            IMAGES.put("signature", images.artifact("devops/app", null, "x/signature", IMAGES.get("v1")));
            IMAGES.put("other", images.artifact("devops/app", null, "x/signature", IMAGES.get("snapshot")));
            IMAGES.put("shop", images.image("shop/web", "1", List.of(BASE, layer(4))));
            IMAGES.put("cache", images.image("dockerhub/library/nginx", "1", List.of(BASE, layer(5))));
        });
    }

    private static byte[] layer(int seed) {
        return TestContent.layer(seed, 3000);
    }

    private static ServedStorage served(List<String> includes, List<String> excludes, String... rules) {
        return ServedStorage.of(
                root,
                new Selection(
                        includes.stream().map(ImageGlob::new).toList(),
                        excludes.stream().map(ImageGlob::new).toList(),
                        0,
                        Optional.empty(),
                        Optional.empty()),
                new TargetNames(Stream.of(rules).map(NameRule::parse).toList(), "", ""));
    }

    private static int status(ServedStorage served, String target) {
        return served.http().get(target).statusCode();
    }

    private static String text(ServedStorage served, String target) {
        return new String(served.http().get(target).body(), StandardCharsets.UTF_8);
    }

    private static String digest(int seed) {
        return Digest.of(layer(seed)).toString();
    }

    @Test
    void whatIsNotIncludedIsNotThere() {
        try (ServedStorage served = served(List.of("devops/**"), List.of())) {
            assertThat(status(served, "/v2/devops/app/manifests/v1.0")).isEqualTo(200);
            assertThat(status(served, "/v2/shop/web/manifests/1")).isEqualTo(404);
            assertThat(status(
                            served,
                            "/v2/shop/web/manifests/" + IMAGES.get("shop").digest()))
                    .isEqualTo(404);
            assertThat(status(served, "/v2/shop/web/blobs/" + digest(4))).isEqualTo(404);
            assertThat(status(served, "/v2/shop/web/tags/list")).isEqualTo(404);
            assertThat(status(served, "/v2/devops/app/blobs/" + digest(4)))
                    .as("a blob of the pool that no image of this repository has")
                    .isEqualTo(404);
            assertThat(text(served, "/v2/_catalog")).isEqualTo("{\"repositories\":[\"devops/app\"]}");
        }
    }

    @Test
    void ofATagThatIsNotMeantNothingGoesOutByItsDigestsEither() {
        try (ServedStorage served = served(List.of(), List.of("**:*-SNAPSHOT"))) {
            assertThat(text(served, "/v2/devops/app/tags/list"))
                    .isEqualTo("{\"name\":\"devops/app\",\"tags\":[\"v1.0\"]}");
            assertThat(status(served, "/v2/devops/app/manifests/2-SNAPSHOT")).isEqualTo(404);
            assertThat(status(
                            served,
                            "/v2/devops/app/manifests/" + IMAGES.get("snapshot").digest()))
                    .isEqualTo(404);
            assertThat(status(served, "/v2/devops/app/blobs/" + digest(3))).isEqualTo(404);
            assertThat(status(served, "/v2/devops/app/blobs/" + digest(2))).isEqualTo(200);
            assertThat(status(
                            served,
                            "/v2/devops/app/manifests/" + IMAGES.get("v1").digest()))
                    .isEqualTo(200);
        }
    }

    @Test
    void referrersGoWithTheImagesThatAreMeant() {
        try (ServedStorage served = served(List.of("devops/app:v*"), List.of())) {
            assertThat(text(
                            served,
                            "/v2/devops/app/referrers/" + IMAGES.get("v1").digest()))
                    .contains(IMAGES.get("signature").digest());
            assertThat(text(
                            served,
                            "/v2/devops/app/referrers/" + IMAGES.get("snapshot").digest()))
                    .contains("\"manifests\":[]");
            assertThat(status(
                            served,
                            "/v2/devops/app/manifests/"
                                    + IMAGES.get("signature").digest()))
                    .isEqualTo(200);
            assertThat(status(
                            served,
                            "/v2/devops/app/manifests/" + IMAGES.get("other").digest()))
                    .isEqualTo(404);
        }
    }

    @Test
    void repositoriesAreServedUnderTheNamesThatRulesMake() {
        try (ServedStorage served = served(List.of(), List.of(), "^dockerhub/=")) {
            assertThat(status(served, "/v2/library/nginx/manifests/1?ns=docker.io"))
                    .isEqualTo(200);
            assertThat(status(served, "/v2/library/nginx/blobs/" + digest(5))).isEqualTo(200);
            assertThat(status(served, "/v2/dockerhub/library/nginx/manifests/1"))
                    .isEqualTo(404);
            assertThat(text(served, "/v2/library/nginx/tags/list")).startsWith("{\"name\":\"library/nginx\"");
            assertThat(text(served, "/v2/_catalog"))
                    .isEqualTo("{\"repositories\":[\"devops/app\",\"library/nginx\",\"shop/web\"]}");
        }
    }

    @Test
    void twoRepositoriesThatWouldBeOneAreNeither() {
        try (ServedStorage served = served(List.of(), List.of(), "^(devops/app|shop/web)$=one")) {
            assertThat(status(served, "/v2/one/tags/list")).isEqualTo(404);
            assertThat(status(served, "/v2/dockerhub/library/nginx/manifests/1"))
                    .isEqualTo(200);
        }
    }

    @Test
    void whatChangesInTheStorageIsServed(@TempDir Path changing) {
        StorageFixtures.write(changing, images -> images.ociImage("p/app", "1", List.of(BASE)));
        try (ServedStorage served = ServedStorage.of(changing)) {
            assertThat(status(served, "/v2/p/app/manifests/2")).isEqualTo(404);
            assertThat(status(served, "/v2/p/app/blobs/" + digest(7))).isEqualTo(404);
            Pushed[] pushed = new Pushed[2];
            StorageFixtures.write(changing, images -> {
                pushed[0] = images.ociImage("p/app", "2", List.of(BASE, layer(7)));
                pushed[1] = images.artifact("p/app", null, "x/signature", pushed[0]);
                images.ociImage("p/late", "1", List.of(BASE));
            });
            assertThat(status(served, "/v2/p/app/blobs/" + digest(7))).isEqualTo(200);
            assertThat(status(served, "/v2/p/app/manifests/2")).isEqualTo(200);
            assertThat(status(served, "/v2/p/late/manifests/1")).isEqualTo(200);
            assertThat(text(served, "/v2/p/app/referrers/" + pushed[0].digest()))
                    .contains(pushed[1].digest());
            StorageFiles files = new StorageFiles(changing);
            files.delete(files.repository("p/app")
                    .resolve("_manifests/revisions/sha256/" + pushed[1].digest().substring(7) + "/link"));
            assertThat(text(served, "/v2/p/app/referrers/" + pushed[0].digest()))
                    .contains("\"manifests\":[]");
        }
    }
}
