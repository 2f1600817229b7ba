// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.atIndex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.salvor.image.MediaType;
import dev.salvor.lab.LabHttp;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages;
import dev.salvor.lab.TestImages.Pushed;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HarborServerTest {
    private static final List<byte[]> LAYERS = List.of(TestContent.layer(1, 3000), TestContent.layer(2, 3000));
    private static final String ROBOT = "robot$ci";
    private static final String TOKEN = "/service/token?service=harbor-registry&scope=repository:team/app:pull,push";

    private final HarborServer harbor = HarborServer.builder()
            .admin("admin", "Harbor1")
            .robot(ROBOT, "secret", RobotSetup::pusher)
            .project("team")
            .project("small", project -> project.quota(4000))
            .project("fixed", project -> project.immutable("v*"))
            .start();

    @AfterEach
    void close() {
        harbor.close();
    }

    @Test
    void takesAnImageByARobotsTokenAndShowsItEverywhere() throws IOException {
        JsonNode answer = json(harbor.as(ROBOT).get(TOKEN));
        assertThat(answer.path("access_token").asText()).isEmpty();
        LabHttp bearer = harbor.http().with(LabHttp.bearer(answer.path("token").asText()));

        Pushed image = new TestImages(bearer).ociImage("team/app", "1.0", LAYERS);

        assertThat(harbor.tags("team/app")).containsOnly(Map.entry("1.0", image.digest()));
        assertThat(text(bearer.get("/v2/team/app/tags/list"))).isEqualTo("{\"name\":\"team/app\",\"tags\":[\"1.0\"]}");
        JsonNode artifacts =
                json(harbor.as(ROBOT).get("/api/v2.0/projects/team/repositories/app/artifacts?page_size=100"));
        assertThat(artifacts.path(0).path("digest").asText()).isEqualTo(image.digest());
        assertThat(artifacts.path(0).path("tags").path(0).path("name").asText()).isEqualTo("1.0");
        long config = json(image.bytes()).path("config").path("size").asLong();
        long layers = LAYERS.stream().mapToLong(layer -> layer.length).sum();
        assertThat(harbor.quotaUsed("team")).isEqualTo(image.size() + config + layers);
    }

    @Test
    void keepsTagsFromTheRegistryBehind() {
        new TestImages(harbor.as(ROBOT)).ociImage("team/app", "1.0", LAYERS);

        assertThat(harbor.behind().http().get("/v2/team/app/tags/list").statusCode())
                .isEqualTo(404);
        assertThat(harbor.behind().root().resolve("docker/registry/v2/repositories/team/app/_manifests/tags"))
                .doesNotExist();
    }

    @Test
    void letsNothingThroughThatItRefuses() {
        HttpResponse<byte[]> missing = harbor.as(ROBOT).send("POST", "/v2/nosuch/a/blobs/uploads/", new byte[0]);
        HttpResponse<byte[]> anonymous = harbor.http().send("POST", "/v2/team/a/blobs/uploads/", new byte[0]);
        String location = harbor.as(ROBOT)
                .send("POST", "/v2/small/a/blobs/uploads/", new byte[0])
                .headers()
                .firstValue("Location")
                .orElseThrow();
        HttpResponse<byte[]> tooMuch =
                harbor.as(ROBOT).send("PUT", location + "&digest=sha256:" + "0".repeat(64), new byte[5000]);

        assertThat(List.of(missing.statusCode(), anonymous.statusCode(), tooMuch.statusCode()))
                .containsExactly(401, 401, 403);
        assertThat(text(tooMuch)).contains("adding 4.9 KiB").contains("upper limit of 3.9 KiB.");
        assertThat(harbor.behind().accessLog().entries()).hasSize(1);
        assertThat(harbor.quotaUsed("small")).isZero();
    }

    @Test
    void refusesAnImmutableTagOnceItIsThere() {
        Pushed image = new TestImages(harbor.as(ROBOT)).ociImage("fixed/app", "v1", LAYERS);

        HttpResponse<byte[]> again = harbor.as(ROBOT)
                .send("PUT", "/v2/fixed/app/manifests/v1", image.bytes(), "Content-Type", image.mediaType());

        assertThat(again.statusCode()).isEqualTo(412);
        assertThat(text(again)).contains("'app:v1' configured as immutable.");
    }

    @Test
    void countsManifestGetsAndNothingElseAsPulls() {
        Pushed image = new TestImages(harbor.as(ROBOT)).ociImage("team/app", "1.0", LAYERS);
        LabHttp http = harbor.as(ROBOT);
        String accept = MediaType.OCI_IMAGE.value();

        http.send("HEAD", "/v2/team/app/manifests/1.0", new byte[0], "Accept", accept);
        http.get("/v2/team/app/manifests/1.0");
        http.get("/v2/team/app/manifests/1.0", "Accept", accept, "User-Agent", "harbor-registry-client");
        assertThat(harbor.pulls("team/app")).isZero();

        http.get("/v2/team/app/manifests/1.0", "Accept", accept);
        http.get("/v2/team/app/manifests/" + image.digest(), "Accept", accept);
        assertThat(harbor.pulls("team/app")).isEqualTo(2);
    }

    @Test
    void logsWhoAskedWhat() {
        harbor.as(ROBOT).get(TOKEN);
        harbor.http()
                .with(LabHttp.bearer(harbor.token(ROBOT)))
                .get("/v2/", "User-Agent", "salvor/1", "Cookie", "sid=1");
        harbor.http().with(LabHttp.basic(ROBOT, "wrong")).get("/v2/");

        assertThat(harbor.log().entries().getFirst().isToken()).isTrue();
        assertThat(harbor.log().withoutTokens().entries())
                .contains(new HarborLog.Entry("GET", "/v2/", 200, ROBOT, "salvor/1", true), atIndex(0));
        assertThat(harbor.log().entries().getLast().who()).isEmpty();
    }

    @Test
    void answersInPlaceOfHarborAsOftenAsTold() {
        harbor.fault(ServerFault.first(2, "GET", "/v2/", HttpAnswer.of(503).with("Retry-After", "1")));

        LabHttp http = harbor.as("admin");
        List<Integer> statuses = List.of(
                http.get("/v2/").statusCode(),
                http.get("/v2/").statusCode(),
                http.get("/v2/").statusCode());

        assertThat(statuses).containsExactly(503, 503, 200);
    }

    @Test
    void refusesBodiesThatAreTooLongForTheProxyBeforeIt() {
        harbor.fault(ServerFault.bodyLimit(10));

        assertThat(harbor.as(ROBOT)
                        .send("PUT", "/v2/team/a/manifests/1", new byte[11])
                        .statusCode())
                .isEqualTo(413);
        assertThat(harbor.as(ROBOT)
                        .send("POST", "/v2/team/a/blobs/uploads/", new byte[0])
                        .statusCode())
                .isEqualTo(202);
        assertThat(harbor.mostAtOnce("team")).isEqualTo(1);
    }

    @Test
    void countsNothingThatTheRegistryBehindDidNotTake() {
        LabHttp http = harbor.as(ROBOT);
        String location = http.send("POST", "/v2/small/a/blobs/uploads/", new byte[0])
                .headers()
                .firstValue("Location")
                .orElseThrow();
        harbor.behind().kill();

        HttpResponse<byte[]> answer = http.send("PUT", location + "&digest=sha256:" + "0".repeat(64), new byte[3000]);

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(harbor.quotaUsed("small")).isZero();
    }

    /** One after another they would take ten seconds. */
    @Test
    void delaysManyAnswersAtOnce() throws ExecutionException, InterruptedException {
        harbor.delay(Duration.ofMillis(50));
        long start = System.nanoTime();
        List<Future<Integer>> asked = new ArrayList<>();
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                asked.add(tasks.submit(() -> harbor.http().get("/api/v2.0/ping").statusCode()));
            }
            for (Future<Integer> each : asked) {
                assertThat(each.get()).isEqualTo(200);
            }
        }
        assertThat(harbor.mostAtOnce()).isBetween(20, 200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(50), Duration.ofSeconds(8));
    }

    private static JsonNode json(HttpResponse<byte[]> answer) throws IOException {
        return json(answer.body());
    }

    private static JsonNode json(byte[] document) throws IOException {
        return new ObjectMapper().readTree(document);
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
