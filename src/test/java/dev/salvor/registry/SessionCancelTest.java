// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.content.FileContent;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.lab.AccessLog;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.registry.http.Answer;
import dev.salvor.registry.http.Body;
import dev.salvor.registry.http.UnreadableSourceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that an upload leaves behind, in a real registry and against the clock; the rest is in {@code protocol/cancels.json}. */
class SessionCancelTest {
    private static final RepositoryName REPOSITORY = new RepositoryName("p/r");
    private static final URI HERE = URI.create("http://registry/v2/p/r/blobs/uploads/u1");
    private static final int CHUNK = 1000;

    @TempDir
    Path directory;

    @TempDir
    Path storage;

    private final List<URI> deleted = new CopyOnWriteArrayList<>();

    @Test
    void anUploadThatIsInterruptedBetweenItsChunksLeavesNothing() throws IOException {
        try (RegistryProcess process = RegistryProcess.over(storage).start()) {
            interruptBehindTheFirstChunk(process);
            assertNothingIsLeft();
        }
    }

    @Test
    void neitherDoesOneWhoseLocationsNameAnAddressBehindTheProxy() throws IOException {
        try (RegistryProcess process = RegistryProcess.over(storage)
                .calling("http://backend.invalid:5000")
                .start()) {
            interruptBehindTheFirstChunk(process);
            assertNothingIsLeft();
        }
    }

    private void interruptBehindTheFirstChunk(RegistryProcess process) throws IOException {
        Path file = Files.write(directory.resolve("blob"), new byte[3 * CHUNK]);
        try (RegistryConnection connection =
                new TestConnections().open(process.uri().toString(), TestConnections.NOBODY, CHUNK)) {
            AtomicLong sent = new AtomicLong();
            Body.Streamed body = new Body.Streamed(new FileContent(file, 3 * CHUNK), bytes -> {
                if (sent.addAndGet(bytes) == CHUNK) {
                    Thread.currentThread().interrupt();
                }
            });

            assertThatThrownBy(() -> connection
                            .registry()
                            .upload(REPOSITORY, Digest.of(Files.readAllBytes(file)), body, Optional.empty()))
                    .isInstanceOf(RefusedException.class);

            assertThat(Thread.interrupted()).isTrue();
            AccessLog log = process.accessLog();
            assertThat(log.count("PATCH")).isEqualTo(1);
            assertThat(log.count("DELETE")).isEqualTo(1);
        }
    }

    @Test
    void anUploadWhoseFileCannotBeOpenedIsCancelled() {
        try (RegistryProcess process = RegistryProcess.over(storage).start();
                RegistryConnection connection =
                        new TestConnections().open(process.uri().toString(), TestConnections.NOBODY)) {
            Body.Streamed body = new Body.Streamed(new FileContent(directory.resolve("nosuch"), CHUNK), _ -> {});

            assertThatThrownBy(() -> connection
                            .registry()
                            .upload(REPOSITORY, Digest.of(new byte[CHUNK]), body, Optional.empty()))
                    .isInstanceOf(UnreadableSourceException.class);

            // the registry may still write to the session, for the PUT that broke off: what is left of it depends on
            // who is first
            assertThat(process.accessLog().count("DELETE")).isEqualTo(1);
        }
    }

    /** But for the state of its hash, 108 bytes, which distribution 2.8.2 writes after it has cancelled an upload. */
    private void assertNothingIsLeft() {
        try (Stream<Path> files = Files.walk(storage)) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(file.toString()).contains("/hashstates/"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aDeleteThatIsNotAnsweredHoldsNobodyUpForLong() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        SessionCancel cancel = new SessionCancel(
                _ -> {
                    try {
                        never.await();
                        throw new IllegalStateException("nobody counts it down");
                    } catch (InterruptedException e) {
                        ended.countDown();
                        throw new IOException(e);
                    }
                },
                URI.create("http://registry"),
                Duration.ofMillis(20));

        cancel.cancel(REPOSITORY, List.of(HERE, HERE));

        ended.await();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void whatABackendCallsItselfIsCancelledAtTheRegistrysOwnAddress() {
        SessionCancel cancel = answering(204, "http://registry/x");
        cancel.cancel(
                REPOSITORY,
                uris(
                        "http://backend/v2/p/r/blobs/uploads/u1?_state=1",
                        "https://registry:81/inner/v2/p/r/blobs/uploads/u2",
                        "http://registry/x/v2/p/r/blobs/uploads/u3"));
        assertThat(deleted)
                .containsExactlyElementsOf(uris(
                        "http://registry/x/v2/p/r/blobs/uploads/u1?_state=1",
                        "http://registry/x/v2/p/r/blobs/uploads/u2",
                        "http://registry/x/v2/p/r/blobs/uploads/u3"));
    }

    @Test
    void whatIsNoSessionOfARegistryIsLeftAlone() {
        answering(204, "http://registry")
                .cancel(REPOSITORY, uris("https://storage/bucket/u1?sig=1", "https://storage/v2/p/r/other/u2"));
        assertThat(deleted).isEmpty();
    }

    @Test
    void ofAHostThatIsNotTheRegistryNoMoreIsTried() {
        SessionCancel cancel = answering(404, "http://registry");
        String other = "http://other/v2/p/r/blobs/uploads/u";
        cancel.cancel(REPOSITORY, uris(other + 1, other + 2, HERE + "-1", HERE + "-2"));
        assertThat(deleted).containsExactlyElementsOf(uris(HERE.toString(), HERE + "-1"));
    }

    private SessionCancel answering(int status, String registry) {
        return new SessionCancel(
                request -> {
                    deleted.add(request.uri());
                    return new Answer(status, Map.of(), new byte[0]);
                },
                URI.create(registry));
    }

    private static List<URI> uris(String... texts) {
        return Stream.of(texts).map(URI::create).toList();
    }
}
