// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.salvor.content.FileContent;
import dev.salvor.lab.Certificates;
import dev.salvor.lab.Exchange;
import dev.salvor.lab.StubRegistry;
import dev.salvor.registry.TlsServer;
import dev.salvor.registry.route.ConnectionRoute;
import dev.salvor.registry.tls.TlsSettings;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bodies from files, and peers that stop reading them. */
// in a thread of its own: a write that hangs heeds no interruption
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpClientSenderTest {
    /** More than the buffers of two sockets hold. */
    private static final long SIZE = 64 << 20;

    private static final Duration PATIENCE = Duration.ofMillis(400);

    @TempDir
    Path directory;

    private Path file;
    private final AtomicLong sent = new AtomicLong();

    @BeforeEach
    void makeASparseFile() throws IOException {
        file = directory.resolve("blob");
        try (RandomAccessFile blob = new RandomAccessFile(file.toFile(), "rw")) {
            blob.setLength(SIZE);
        }
    }

    private static HttpClientSender sender(Path... caFiles) {
        return new HttpClientSender(settings(PATIENCE, caFiles));
    }

    private static ConnectionSettings settings(Duration patience, Path... caFiles) {
        TlsSettings tls = new TlsSettings(true, List.of(caFiles), List.of());
        return ConnectionSettings.of(tls, ConnectionRoute.direct(), Map.of(), 4, "salvor/test")
                .withTimeouts(Duration.ofSeconds(10), patience);
    }

    private static ServerSocket plainSocket() throws IOException {
        return new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    }

    private Request put(URI uri) {
        return new Request(
                "PUT",
                uri,
                Map.of(),
                new Body.Streamed(new FileContent(file, SIZE), sent::addAndGet),
                new Access.Anonymous(),
                Request.Repeat.FREELY);
    }

    @Test
    void cutsAnUploadToAPeerThatStopsReading() throws IOException {
        try (StuckPeer peer = new StuckPeer(plainSocket(), "http", 1, Duration.ZERO);
                HttpClientSender sender = sender()) {
            assertThatThrownBy(() -> sender.send(put(peer.uri())))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContaining("nothing of the body was taken");
            assertThat(sent).hasValue(0);
        }
    }

    @Test
    void cutsAnUploadThroughTls() throws IOException, GeneralSecurityException {
        Certificates certificates = Certificates.in(directory.resolve("tls"));
        ServerSocket socket = TlsServer.socket(certificates, "127.0.0.1");
        try (StuckPeer peer = new StuckPeer(socket, "https", 1, Duration.ZERO);
                HttpClientSender sender = sender(certificates.caPem())) {
            assertThatThrownBy(() -> sender.send(put(peer.uri())))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContaining("nothing of the body was taken");
        }
    }

    @Test
    void aCutUploadIsRetried() throws IOException {
        try (StuckPeer peer = new StuckPeer(plainSocket(), "http", 2, Duration.ZERO);
                HttpClientSender sender = sender()) {
            Outage outage = new Outage(Duration.ofSeconds(40), InstantSource.system(), _ -> {}, sender);
            Backoff backoff = new Backoff(
                    3, Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(1), Duration.ofSeconds(40));
            Sender chain = new Retry(new RetryRules(backoff, InstantSource.system(), outage), outage);
            assertThat(chain.send(put(peer.uri())).status()).isEqualTo(201);
            assertThat(peer.connections()).isEqualTo(3);
            assertThat(sent).hasValue(SIZE);
        }
    }

    @Test
    void aRegistryMayThinkLongAfterTheLastByte() throws IOException {
        try (StuckPeer peer = new StuckPeer(plainSocket(), "http", 0, PATIENCE.multipliedBy(3));
                HttpClientSender sender = sender()) {
            assertThat(sender.send(put(peer.uri())).status()).isEqualTo(201);
        }
    }

    @Test
    void aRegistryThatDoesNotAnswerIsNotWaitedForForEver() throws IOException {
        try (StuckPeer peer = new StuckPeer(plainSocket(), "http", 0, Duration.ofMinutes(5));
                HttpClientSender sender = sender()) {
            Request get = Request.of("GET", peer.uri(), new Access.Anonymous());
            assertThatThrownBy(() -> sender.send(get)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aFileThatIsShorterThanPromisedIsTheSourcesFault() throws IOException {
        try (RandomAccessFile blob = new RandomAccessFile(file.toFile(), "rw")) {
            blob.setLength(SIZE / 2);
        }
        try (StuckPeer peer = new StuckPeer(plainSocket(), "http", 0, Duration.ZERO);
                HttpClientSender sender = sender()) {
            assertThatThrownBy(() -> sender.send(put(peer.uri())))
                    .isInstanceOf(UnreadableSourceException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("after " + SIZE / 2 + " of " + SIZE + " bytes");
            assertThat(sent).hasValue(0);
        }
    }

    @Test
    void aFileThatIsGoneIsTheSourcesFault() throws IOException {
        file = directory.resolve("none");
        try (StuckPeer peer = new StuckPeer(plainSocket(), "http", 0, Duration.ZERO);
                HttpClientSender sender = sender()) {
            assertThatThrownBy(() -> sender.send(put(peer.uri())))
                    .isInstanceOf(UnreadableSourceException.class)
                    .hasMessageStartingWith("cannot open " + file);
        }
    }

    @Test
    void closingCutsWhatIsUnderWay() throws Exception {
        try (StuckPeer peer = new StuckPeer(plainSocket(), "http", 0, Duration.ofMinutes(5))) {
            HttpClientSender sender = new HttpClientSender(settings(Duration.ofMinutes(5)));
            Thread closing = Thread.ofVirtual().start(() -> {
                while (sent.get() < SIZE) {
                    Thread.onSpinWait();
                }
                sender.close();
            });
            assertThatThrownBy(() -> sender.send(put(peer.uri()))).isInstanceOf(IOException.class);
            closing.join();
            assertThatThrownBy(() -> sender.send(put(peer.uri())))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the connections were closed");
        }
    }

    @Test
    void joinsHeadersByNameAndReadsTheBody() throws IOException {
        Exchange exchange = new Exchange(
                "GET",
                "/v2/",
                null,
                404,
                Map.of("X-Twice", List.of("a", "b")),
                TextNode.valueOf("text"),
                null,
                null,
                1);
        try (StubRegistry stub = StubRegistry.playing(exchange);
                HttpClientSender sender = sender()) {
            Answer answer = sender.send(Request.of("GET", stub.uri().resolve("/v2/"), new Access.Anonymous()));
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.headers("x-twice")).containsExactly("a", "b");
            assertThat(answer.body()).asString().isEqualTo("text");
        }
    }
}
