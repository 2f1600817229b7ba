// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.salvor.Failure;
import dev.salvor.lab.Certificates;
import dev.salvor.lab.Front;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.output.FailureText;
import dev.salvor.registry.endpoint.Endpoint;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of http and https is spoken, and who is trusted. */
class RegistryTlsTest {
    @TempDir
    Path directory;

    private Path root;
    private Certificates certificates;
    private TestConnections trusting;
    private final TestConnections strangers = new TestConnections();

    @BeforeEach
    void makeCertificates() {
        root = directory.resolve("storage");
        certificates = Certificates.in(directory.resolve("tls"));
        trusting = new TestConnections(certificates.caPem());
    }

    private static Failure.Unavailable unavailable(TestConnections connections, String typed) {
        return catchThrowableOfType(Failure.Unavailable.class, () -> connections.open(typed, TestConnections.NOBODY));
    }

    @Test
    void aRegistryOfAKnownAuthorityIsTrusted() {
        try (RegistryProcess registry =
                        RegistryProcess.over(root).tls(certificates).start();
                RegistryConnection connection = trusting.open("localhost:" + registry.port(), TestConnections.NOBODY)) {
            assertThat(connection.endpoint().scheme()).isEqualTo(Endpoint.Scheme.HTTPS);
        }
    }

    /** As nginx is told: {@code return 301 https://$host$request_uri}. */
    @Test
    void whereHttpIsSentToHttpsThatIsTheAddressOfTheRun() {
        try (RegistryProcess registry =
                        RegistryProcess.over(root).tls(certificates).start();
                Front plain = Front.of(
                        registry.uri(),
                        (_, path) -> Optional.of(
                                new Front.Reply(301, "text/html", "", "", Map.of("Location", registry.uri() + path))));
                RegistryConnection connection = trusting.open("http://" + plain.host(), TestConnections.NOBODY)) {
            assertThat(connection.endpoint().base()).isEqualTo(registry.uri());
            assertThat(trusting.notices())
                    .singleElement()
                    .asString()
                    .contains("http://" + plain.host() + " redirects to " + registry.uri());
            assertThat(trusting.trace()).hasSize(2);
        }
    }

    @Test
    void anUnknownAuthorityIsNotTrustedAndTheAdviceNamesTheOption() {
        try (RegistryProcess registry =
                RegistryProcess.over(root).tls(certificates).start()) {
            for (String typed : new String[] {registry.uri().toString(), registry.host()}) {
                Failure.Unavailable failure = unavailable(strangers, typed);
                assertThat(failure).hasMessageStartingWith("the certificate of " + registry.host() + " is not trusted");
                assertThat(FailureText.advice(failure)).contains("--ca-file", "roots from");
            }
        }
    }

    @Test
    void aCertificateForAnotherHostIsNotTrusted() throws IOException, GeneralSecurityException {
        try (ServerSocket server = TlsServer.socket(certificates, "127.0.0.2");
                ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            tasks.execute(() -> shakeHands(server));
            Failure.Unavailable failure = unavailable(trusting, "https://127.0.0.2:" + server.getLocalPort());
            assertThat(failure)
                    .hasMessageStartingWith(
                            "the certificate of 127.0.0.2:" + server.getLocalPort() + " is for another name")
                    .hasMessageEndingWith("127.0.0.2 was asked for, and it is for localhost, registry.test, 127.0.0.1");
        }
    }

    private static void shakeHands(ServerSocket server) {
        try (Socket connection = server.accept()) {
            connection.getInputStream().read();
        } catch (IOException gone) {
            // the client breaks off, which is what it is tested for
        }
    }

    @Test
    void aPlainRegistryIsToldFromAnUntrustedOne() {
        try (RegistryProcess registry = RegistryProcess.over(root).start()) {
            Failure.Unavailable failure = unavailable(strangers, "https://" + registry.host());
            assertThat(failure).hasMessageStartingWith(registry.host() + " does not speak TLS");
            assertThat(FailureText.advice(failure)).contains("http://");
        }
    }

    @Test
    void aRegistryThatSpeaksTlsIsFoundOutOverHttp() {
        try (RegistryProcess registry =
                RegistryProcess.over(root).tls(certificates).start()) {
            Failure.Rejected failure = catchThrowableOfType(
                    Failure.Rejected.class, () -> strangers.open("http://" + registry.host(), TestConnections.NOBODY));
            assertThat(FailureText.advice(failure)).isEqualTo("It speaks TLS: type https://" + registry.host() + ".");
        }
    }

    @Test
    void aLoopbackAddressWithoutASchemeMayBePlain() {
        try (RegistryProcess registry = RegistryProcess.over(root).start();
                RegistryConnection connection =
                        strangers.open("localhost:" + registry.port() + "/archive", TestConnections.NOBODY)) {
            assertThat(connection.endpoint())
                    .isEqualTo(new Endpoint(Endpoint.Scheme.HTTP, "localhost", registry.port(), "", "archive"));
        }
    }
}
