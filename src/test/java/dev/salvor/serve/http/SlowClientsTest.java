// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.Waiting;
import dev.salvor.select.Selection;
import dev.salvor.select.TargetNames;
import dev.salvor.serve.AccessRecord;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that are too slow, too many, or say too much; and the end of it all. */
class SlowClientsTest {
    /** More than the kernel takes on both sides. */
    private static final byte[] LARGE = TestContent.random(1, 24 << 20);

    @TempDir
    static Path storage;

    private static ServedStorage served;

    @BeforeAll
    static void serve() {
        StorageFixtures.write(storage, images -> images.image("p/app", "1", List.of(LARGE)));
        served = served(ServedStorage.HASTY);
    }

    @AfterAll
    static void end() {
        served.close();
    }

    private static ServedStorage served(Limits limits) {
        return ServedStorage.of(
                ServedStorage.registry(storage, Selection.all(), TargetNames.unchanged(), false),
                usual -> new ServerSettings(usual.host(), 0, Optional.empty(), Optional.empty(), limits));
    }

    private static Socket connected(ServedStorage to) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress("127.0.0.1", to.front().port()));
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String blob() {
        return "/v2/p/app/blobs/" + Digest.of(LARGE);
    }

    private static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n";
    }

    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    @Test
    void whoDoesNotSayWhatHeWantsIsCutOff() throws IOException {
        try (Socket socket = connected(served)) {
            say(socket, "GET /v2/ HTTP/1.1\r\nX-Slow: ");
            assertThat(answer(socket)).isEmpty();
        }
    }

    @Test
    void whoDoesNotAskAgainIsCutOff() throws IOException {
        try (Socket socket = connected(served)) {
            say(socket, get("/v2/"));
            assertThat(answer(socket)).endsWith("{}");
        }
    }

    @Test
    void whoTakesNothingOfAnAnswerIsCutOffAndTheLogSaysSo() throws IOException {
        try (Socket socket = connected(served)) {
            say(socket, get(blob() + "?stalled"));
            Waiting.until(
                    "its line",
                    () -> served.log().stream()
                            .filter(each -> each.target().endsWith("?stalled"))
                            .findFirst()
                            .map(AccessRecord::bytes)
                            .filter(Optional::isEmpty));
        }
    }

    @Test
    void whoTakesALargeAnswerSlowlyGetsAllOfIt() throws IOException, InterruptedException {
        try (Socket socket = connected(served)) {
            say(socket, get(blob()));
            InputStream in = socket.getInputStream();
            long taken = 0;
            long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
            // longer than the time in which nothing may happen
            while (System.nanoTime() < end) {
                taken += in.readNBytes(256 << 10).length;
                Thread.sleep(50);
            }
            while (taken < LARGE.length) {
                int more = in.readNBytes(1 << 20).length;
                assertThat(more).isPositive();
                taken += more;
            }
        }
    }

    @Test
    void whatIsTooLongIsSaidToBe() throws IOException {
        try (Socket line = connected(served);
                Socket headers = connected(served);
                Socket nothing = connected(served)) {
            say(line, get("/v2/" + "x".repeat(8000)));
            assertThat(answer(line)).contains(" 414 ");
            say(headers, "GET /v2/ HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");
            assertThat(answer(headers)).contains(" 431 ");
            say(nothing, "\u0016\u0003\u0001 this is no HTTP\r\n\r\n");
            assertThat(answer(nothing)).contains(" 400 ");
        }
    }

    @Test
    void aBodyThatNobodyReadsEndsItsConnection() throws IOException {
        try (Socket socket = connected(served)) {
            say(socket, "PUT /v2/p/app/manifests/1 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
            assertThat(answer(socket)).startsWith("HTTP/1.1 405 ").containsIgnoringCase("connection: close");
        }
    }

    @Test
    void whoIsOneTooManyIsToldToComeAgain() throws IOException {
        Limits two = new Limits(2, 10, Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20));
        try (ServedStorage few = served(two)) {
            List<Socket> busy = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Socket socket = connected(few);
                say(socket, get(blob()));
                socket.getInputStream().readNBytes(10);
                busy.add(socket);
            }
            try (Socket one = connected(few)) {
                say(one, "GET /v2/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
                assertThat(answer(one)).startsWith("HTTP/1.1 503 ").contains("Retry-After: 1");
            }
            for (Socket socket : busy) {
                socket.close();
            }
            Waiting.until(
                    "there is room",
                    () -> Optional.of(few.http().get("/v2/").statusCode()).filter(status -> status == 200));
        }
    }

    @Test
    void connectionsAreBoundAsWell() throws IOException {
        Limits one = new Limits(100, 1, Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20));
        try (ServedStorage few = served(one);
                Socket first = connected(few)) {
            say(first, get("/v2/"));
            first.getInputStream().readNBytes(10);
            try (Socket second = connected(few);
                    Socket third = connected(few)) {
                say(second, get("/v2/"));
                assertThat(answer(second)).startsWith("HTTP/1.1 503 ");
                assertThat(third.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void itsEndWaitsForAnswersThatWereBegun() throws Exception {
        ServedStorage ending = served(Limits.of(16));
        try (Socket socket = connected(ending)) {
            say(socket, get(blob()));
            InputStream in = socket.getInputStream();
            in.readNBytes(1000);
            Thread drain = Thread.ofVirtual().start(() -> {
                try {
                    ending.front().drain(Duration.ofMillis(1), Duration.ofSeconds(30));
                    ending.close();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            Waiting.until(
                    "it says that it is not ready",
                    () -> Optional.of(ending.http().get("/readyz").statusCode()).filter(status -> status == 503));
            assertThat(ending.http().get("/livez").statusCode()).isEqualTo(200);
            assertThat(in.readNBytes(LARGE.length - 1000)).hasSize(LARGE.length - 1000);
            drain.join();
        }
    }
}
