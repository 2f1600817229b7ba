// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.Waiting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A bug in salvor itself, of which the tests make one by a stderr that fails on the trace of a request: the report outlives it. */
@Timeout(60)
class BugTest {
    private static final byte[] LAYER = TestContent.layer(1, 3_000);

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final StringWriter told = new StringWriter();

    @TempDir
    Path storage;

    @TempDir
    Path target;

    @TempDir
    Path reports;

    @BeforeEach
    void writeStorage() {
        StorageFixtures.write(storage, images -> {
            images.image("p/bad", "1", List.of(LAYER));
            images.image("p/good", "1", List.of(LAYER, TestContent.layer(2, 3_000)));
        });
    }

    @AfterEach
    void restoreStreams() {
        System.setOut(out);
        System.setErr(err);
    }

    @Test
    void anExceptionInOneImageLeavesTheOthersAndTheReport() throws IOException {
        assertReported(new IllegalArgumentException("of the test"));
    }

    @Test
    void anErrorInOneImageLeavesTheOthersAndTheReport() throws IOException {
        assertReported(new StackOverflowError("of the test"));
    }

    @Test
    void anErrorWhileABlobIsSentIsTheSame() throws IOException {
        assertReported("POST .*/v2/p/bad/blobs/uploads/.*", new OutOfMemoryError("of the test"));
    }

    @Test
    void aBugWhilePlanningLeavesWhatWasSettledBeforeInTheReport() throws IOException {
        for (Throwable bug :
                List.of(new IllegalArgumentException("of the test"), new StackOverflowError("of the test"))) {
            StorageFixtures.write(target, images -> images.image("p/bad", "1", List.of(LAYER)));
            Path link = storage.resolve("docker/registry/v2/repositories/p/good/_manifests/tags/1/current/link");
            Files.deleteIfExists(link);
            StorageFixtures.write(storage, images -> images.image("p/new", "1", List.of(LAYER)));
            try (RegistryProcess registry = RegistryProcess.over(target).start()) {
                String request =
                        bug instanceof Error ? "GET .*/v2/p/bad/tags/list.*" : "HEAD .*/v2/p/bad/manifests/1 .*";
                assertThat(sync(registry, new Failing(request, bug, this::awaitSettled)))
                        .isEqualTo(ExitCode.BUG);
                assertThat(registry.accessLog().mutating()).isEmpty();
            }
            assertThat(told.toString()).contains("this is a bug in salvor: " + bug);
            assertThat(report()).anyMatch(BugTest::isSettled);
        }
    }

    private static boolean isSettled(String line) {
        return line.contains("\"p/good\"") && line.contains("\"damaged\"");
    }

    /** Repositories are looked at in no order. */
    private void awaitSettled() {
        Waiting.until("a line of the report", () -> {
            try {
                return report().stream().filter(BugTest::isSettled).findFirst();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void assertReported(Throwable bug) throws IOException {
        assertReported("PUT .*/v2/p/bad/manifests/1 .*", bug);
    }

    private void assertReported(String request, Throwable bug) throws IOException {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            assertThat(sync(registry, new Failing(request, bug, () -> {}))).isEqualTo(ExitCode.BUG);
            assertThat(StorageWalk.tags(target)).containsKey("p/good:1");
        }
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .containsPattern("pushed +1\n")
                .containsPattern("failed +1\n")
                .containsPattern("not tried +0\n")
                .contains("1 image failed: salvor itself failed on them: this is a bug\n  p/bad:1  " + bug);
        assertThat(told.toString()).contains("this is a bug in salvor: " + bug, "\tat ");
        assertThat(report())
                .hasSize(3)
                .anyMatch(line -> line.contains("\"p/bad\"") && line.contains("\"outcome\":\"failed\""))
                .last()
                .asString()
                .contains("\"type\":\"summary\"", "\"pushed\":1", "\"failed\":1");
    }

    private List<String> report() throws IOException {
        return Files.readAllLines(reports.resolve("report"));
    }

    private int sync(RegistryProcess registry, Failing bug) {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(bug);
        String report = reports.resolve("report").toString();
        CommandLine sync = new CommandLineFactory().commandLine(() -> new CommandLine(new SyncCommand()));
        return sync.setErr(new PrintWriter(told, true))
                .execute("--verbose", "--report", report, storage.toString(), registry.host());
    }

    private static final class Failing extends PrintStream {
        private final String request;
        private final Throwable bug;
        private final Runnable before;

        /** @param request traces that match are what the bug is met at */
        Failing(String request, Throwable bug, Runnable before) {
            super(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
            this.request = request;
            this.bug = bug;
            this.before = before;
        }

        @Override
        public void println(String line) {
            if (line.matches(request)) {
                before.run();
                switch (bug) {
                    case RuntimeException e -> throw e;
                    case Error e -> throw e;
                    default -> throw new AssertionError(bug);
                }
            }
        }
    }
}
