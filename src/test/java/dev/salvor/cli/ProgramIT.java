// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.Front;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only a process has: stdin, an environment, signals. */
class ProgramIT {
    private static final int IMAGES = 40;
    private static final String PASSWORD = "pä:ss word";

    @TempDir
    static Path storage;

    @TempDir
    Path target;

    @TempDir
    Path scratch;

    @BeforeAll
    static void writeStorage() {
        StorageFixtures.write(storage, images -> {
            for (int i = 0; i < IMAGES; i++) {
                images.image("p" + i % 4 + "/app", "v" + i, List.of(TestContent.layer(i, 20_000)));
            }
        });
    }

    @Test
    void thePasswordComesFromStdin() {
        try (RegistryProcess registry =
                RegistryProcess.over(target).basicAuth("robot$ci", PASSWORD).start()) {
            Program.Ended ended = Program.salvor(
                            "sync", storage.toString(), registry.host(), "--username", "robot$ci", "--password-stdin")
                    .stdin(PASSWORD + "\n")
                    .run(scratch);
            assertThat(ended.exitCode()).as(ended.err()).isZero();
            assertThat(RegistryWalk.tags(target)).isEqualTo(StorageWalk.tags(storage));
        }
    }

    @Test
    void everyOptionHasATwinInTheEnvironmentAndThePasswordIsNeverShown() {
        try (RegistryProcess registry =
                RegistryProcess.over(target).basicAuth("ci", PASSWORD).start()) {
            Program.Ended ended = Program.salvor("sync", storage.toString(), registry.host())
                    .environment("SALVOR_USERNAME", "ci")
                    .environment("SALVOR_PASSWORD", PASSWORD)
                    .environment("SALVOR_INCLUDE", "p0/** p1/**")
                    .environment("SALVOR_NEWEST", "2")
                    .environment("SALVOR_MAP", "^p0/=q/ ^p1/(?<rest>.*)$=r/${rest}")
                    .environment("SALVOR_OUTPUT", "json")
                    .environment("SALVOR_VERBOSE", "true")
                    .environment("SALVOR_VERIFY_PUSH", "bytes")
                    .environment("SALVOR_TLS_VERIFY", "false")
                    .run(scratch);
            assertThat(ended.exitCode()).as(ended.err()).isZero();
            assertThat(ended.out()).contains("\"pushed\" : 4").doesNotContain(PASSWORD);
            assertThat(ended.err()).contains("--verify-push=bytes reads", "--tls-verify=false");
            assertThat(ended.err()).contains("GET http").doesNotContain(PASSWORD, "Y2k6");
            assertThat(RegistryWalk.tags(target))
                    .hasSize(4)
                    .allSatisfy((name, _) -> assertThat(name).matches("[qr]/app:.*"));
        }
    }

    @Test
    void namesThatScanPrintsSelectImagesForSync() {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            Program.Ended names =
                    Program.salvor("scan", storage.toString(), "-o", "names").run(scratch);
            assertThat(names.out().lines())
                    .containsExactlyElementsOf(StorageWalk.tags(storage).keySet());
            String some = names.out().lines().filter(name -> name.endsWith("3")).reduce("", (a, b) -> a + b + "\n");

            Program.Ended ended = Program.salvor("sync", storage.toString(), registry.host(), "--images", "-")
                    .stdin(some)
                    .run(scratch);
            assertThat(ended.exitCode()).as(ended.err()).isZero();
            assertThat(RegistryWalk.tags(registry.uri()).keySet()).containsExactlyInAnyOrder(some.split("\n"));
        }
    }

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143"})
    void aSignalEndsTheRunWithinSecondsWithThePartialReport(String signal, int exitCode) throws Exception {
        CountDownLatch underWay = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger puts = new AtomicInteger();
        Path report = scratch.resolve("report.jsonl");
        try (RegistryProcess registry = RegistryProcess.over(target).start();
                Front front = Front.of(registry.uri(), (method, _) -> {
                    if (method.equals("PUT") && puts.incrementAndGet() > 20) {
                        underWay.countDown();
                        await(over);
                    }
                    return Optional.empty();
                })) {
            Program.Running running = Program.salvor(
                            "sync", storage.toString(), "http://" + front.host(), "--report", report.toString())
                    .start(scratch);
            assertThat(underWay.await(30, TimeUnit.SECONDS)).isTrue();
            running.signal(signal);
            Program.Ended ended = running.end(Duration.ofSeconds(5));
            over.countDown();

            assertThat(ended.exitCode()).isEqualTo(exitCode);
            assertThat(ended.out()).contains("Interrupted.").containsPattern("not tried +[1-9]");
            assertThat(Files.readAllLines(report))
                    .hasSize(IMAGES + 1)
                    .last()
                    .asString()
                    .contains("\"interrupted\":true");
        }
        completeInASecondRun();
    }

    /** Pollers that are virtual threads hang in native images: https://github.com/oracle/graal/issues/13787. */
    @Test
    void platformThreadsWaitForSockets() throws Exception {
        CountDownLatch underWay = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        try (RegistryProcess registry = RegistryProcess.over(target).start();
                Front front = Front.of(registry.uri(), (method, _) -> {
                    if (method.equals("PUT")) {
                        underWay.countDown();
                        await(over);
                    }
                    return Optional.empty();
                })) {
            Program.Running running = Program.salvor("sync", storage.toString(), "http://" + front.host())
                    .start(scratch);
            List<String> threads;
            try {
                assertThat(underWay.await(30, TimeUnit.SECONDS)).isTrue();
                threads = Waiting.until(
                        "a thread that polls",
                        () -> Optional.of(running.threads())
                                .filter(names -> names.stream().anyMatch(name -> name.endsWith("Poller"))));
            } finally {
                over.countDown();
            }
            assertThat(threads).contains("Read-Poller").doesNotContain("MasterPoller");
            assertThat(running.end().exitCode()).isZero();
        }
    }

    @Test
    void aRunThatIsKilledInTheMiddleIsCompletedByTheNext() throws Exception {
        CountDownLatch underWay = new CountDownLatch(1);
        AtomicInteger puts = new AtomicInteger();
        try (RegistryProcess registry = RegistryProcess.over(target).start();
                Front front = Front.of(registry.uri(), (method, _) -> {
                    if (method.equals("PUT") && puts.incrementAndGet() == 60) {
                        underWay.countDown();
                    }
                    return Optional.empty();
                })) {
            Program.Running running = Program.salvor("sync", storage.toString(), "http://" + front.host())
                    .start(scratch);
            assertThat(underWay.await(30, TimeUnit.SECONDS)).isTrue();
            running.signal("KILL");
            assertThat(running.end().exitCode()).isEqualTo(137);
        }
        completeInASecondRun();
    }

    @Test
    void aFullDiskUnderTheReportLosesNoImageAndIsSaid() {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            Program.Ended ended = Program.salvor("sync", storage.toString(), registry.host(), "--report", "/dev/full")
                    .run(scratch);
            assertThat(ended.exitCode()).as(ended.err()).isEqualTo(2);
            assertThat(ended.err())
                    .contains("the file of --report is not complete")
                    .doesNotContain("\tat ");
            assertThat(ended.out()).containsPattern("pushed +" + IMAGES);
            assertThat(RegistryWalk.tags(registry.uri())).isEqualTo(StorageWalk.tags(storage));
        }
    }

    @Test
    void aResultThatCannotBeWrittenIsNoSuccess() {
        Program.Ended ended = Program.startedBy(List.of("sh", "-c", "exec \"$@\" > /dev/full", "sh"))
                .andThen(Program.salvor("scan", storage.toString(), "-o", "names"))
                .run(scratch);
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains("could not be written to stdout");
    }

    private void completeInASecondRun() throws IOException {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            Program.Ended ended =
                    Program.salvor("sync", storage.toString(), registry.host()).run(scratch);
            assertThat(ended.exitCode()).as(ended.err() + ended.out()).isZero();
            assertThat(RegistryWalk.tags(registry.uri())).isEqualTo(StorageWalk.tags(storage));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
