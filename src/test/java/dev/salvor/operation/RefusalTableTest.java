// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.harbor.HarborServer;
import dev.salvor.lab.harbor.HttpAnswer;
import dev.salvor.lab.harbor.RobotSetup;
import dev.salvor.lab.harbor.ServerFault;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tally;
import dev.salvor.output.Explanation;
import dev.salvor.registry.login.Credentials;
import dev.salvor.registry.login.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Plays {@code harbor/refusals.json}: whenever {@code team/app} is asked what {@code at} says, Harbor gives this answer, {@code times}
 * times or always. {@code outcome}: {@code pushed} if it passes, else {@code refused}, in these words. {@code scope} says who else
 * suffers: three repositories have six images each, and {@code team/extra} shares the project, {@code other/app} the run.
 */
class RefusalTableTest {
    private static final int TAGS = 6;

    private static final List<String> REPOSITORIES = List.of("team/app", "team/extra", "other/app");

    static final List<Row> ROWS = load();

    @TempDir
    static Path storage;

    private static HarborServer harbor;

    /** @param what the row as it is in the file */
    record Row(JsonNode what) {
        String text(String field) {
            return what.path(field).asText();
        }

        ServerFault fault() {
            String method = text("at").split(" ")[0];
            String part = Map.of(
                            "uploads", "/v2/team/app/blobs/uploads/",
                            "blob", "/v2/team/app/blobs/uploads/",
                            "manifest", "/v2/team/app/manifests/")
                    .get(text("at").split(" ")[1]);
            return what.has("times")
                    ? ServerFault.first(what.path("times").asInt(), method, part, answer())
                    : ServerFault.always(method, part, answer());
        }

        private HttpAnswer answer() {
            JsonNode body = what.path("body");
            HttpAnswer answer = body.isContainerNode()
                    ? HttpAnswer.text(what.path("status").asInt(), "application/json", body.toString())
                    : HttpAnswer.text(what.path("status").asInt(), "text/html", body.asText());
            for (Map.Entry<String, JsonNode> header : what.path("headers").properties()) {
                answer = answer.with(header.getKey(), header.getValue().asText());
            }
            return answer;
        }

        @Override
        public String toString() {
            return text("name");
        }
    }

    @BeforeAll
    static void start() {
        StorageFixtures.write(
                storage,
                images -> IntStream.range(0, 3 * TAGS)
                        .forEach(i -> images.ociImage(
                                REPOSITORIES.get(i % 3), "v" + i / 3, List.of(TestContent.layer(i, 500)))));
        harbor = HarborServer.builder()
                .admin("admin", "Harbor1")
                .robot("robot$ci", "secret", RobotSetup::pusher)
                .project("team")
                .project("other")
                .start();
    }

    @AfterAll
    static void close() {
        harbor.close();
    }

    /** For Harbor they are new then, whatever stays on its disk. */
    @AfterEach
    void forgetRepositories() {
        harbor.fault(ServerFault.NONE);
        REPOSITORIES.forEach(repository -> harbor.as("admin")
                .send("DELETE", "/api/v2.0/projects/" + repository.replace("/", "/repositories/"), new byte[0]));
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    void plays(Row row) {
        harbor.fault(row.fault());

        SyncRun.Result result = SyncRun.of(storage, "http://" + harbor.host())
                .login(new Credentials.Password("robot$ci", Secret.of("secret")))
                .jobs(1)
                .push();

        if (row.text("outcome").equals("pushed")) {
            assertThat(result.outcomes()).hasSize(3 * TAGS);
            assertThat(result.isComplete()).isTrue();
            return;
        }
        assertThat(result.report().undelivered())
                .extracting(group -> Explanation.of(group).title())
                .contains(row.text("title"))
                .isSubsetOf(row.text("title"), row.text("rest"));
        Tally.Group refused = result.report().undelivered().getFirst();
        assertThat(refused.cause().kind()).isEqualTo(Tally.Kind.REFUSED);
        assertThat(Explanation.of(refused).advice()).contains(row.text("advice"));
        assertThat(Explanation.of(refused).detail()).contains(row.text("words"));
        assertThat(scope(result)).isEqualTo(row.text("scope"));
    }

    /** By what arrived and what was not even tried. */
    private static String scope(SyncRun.Result result) {
        if (delivered(result, "other/app:") < TAGS) {
            return "RUN";
        }
        if (delivered(result, "team/extra:") < TAGS) {
            return "PROJECT";
        }
        return result.count(Tally.Kind.NOT_TRIED) > 0 ? "REPOSITORY" : "IMAGE";
    }

    private static long delivered(SyncRun.Result result, String repository) {
        return result.images().stream()
                .filter(image -> image.name().toString().startsWith(repository))
                // a request of the row before, cut off by the end of its run, may have done its work all the same
                .filter(image ->
                        image.outcome() instanceof Outcome.Pushed || image.outcome() instanceof Outcome.AlreadyThere)
                .count();
    }

    private static List<Row> load() {
        try (InputStream in = RefusalTableTest.class.getResourceAsStream("/harbor/refusals.json")) {
            return StreamSupport.stream(new ObjectMapper().readTree(in).spliterator(), false)
                    .map(Row::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
