// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.lab.LabHttp;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.lab.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program serves, and ends well. */
class ServeIT {
    private static final Pattern ADDRESS = Pattern.compile("serving .* on (127\\.0\\.0\\.1:\\d+), plain http");
    private static final byte[] LARGE = TestContent.random(1, 24 << 20);

    @TempDir
    Path directory;

    private final Pushed[] app = new Pushed[1];

    private Program.Running started(String... options) {
        Path storage = directory.resolve("storage");
        StorageFixtures.write(storage, images -> app[0] = images.image("p/app", "1", List.of(LARGE)));
        return Program.salvor("serve", storage.toString(), "--listen", "127.0.0.1:0")
                .arguments(options)
                .start(directory);
    }

    private static LabHttp http(Program.Running running) {
        return LabHttp.to(URI.create("http://"
                + Waiting.until("it serves", () -> {
                    Matcher matcher = ADDRESS.matcher(read(running.err()));
                    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
                })));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void sigtermLetsRunningAnswersFinishAndIsItsGoodEnd() throws IOException {
        Program.Running running = started();
        LabHttp http = http(running);
        assertThat(http.get("/v2/p/app/manifests/1").body()).isEqualTo(app[0].bytes());
        try (InputStream blob = http.get("/v2/p/app/blobs/" + Digest.of(LARGE), BodyHandlers.ofInputStream())
                .body()) {
            byte[] first = blob.readNBytes(1000);
            running.signal("TERM");
            Waiting.until(
                    "it is not ready",
                    () -> Optional.of(http.get("/readyz").statusCode()).filter(status -> status == 503));
            assertThat(first.length + blob.readAllBytes().length).isEqualTo(LARGE.length);
        }
        Program.Ended ended = running.end();
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.err())
                .contains("GET /v2/p/app/manifests/1 200 ")
                .contains("503")
                .doesNotContain("ERROR");
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void ctrlCIsTheSameAndJsonIsALineForEachRequest() {
        Program.Running running = started("-o", "json");
        http(running).get("/v2/p/app/manifests/2");
        running.signal("INT");
        Program.Ended ended = running.end();
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out())
                .startsWith("{\"type\":\"request\",")
                .contains("\"target\":\"/v2/p/app/manifests/2\",\"status\":404,")
                .endsWith("\"reason\":\"the repository has no such tag\"}\n");
    }
}
