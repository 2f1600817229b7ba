// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.salvor.Failure;
import dev.salvor.image.RepositoryName;
import dev.salvor.lab.Certificates;
import dev.salvor.lab.ConnectionBalancer;
import dev.salvor.lab.Exchange;
import dev.salvor.lab.FaultyCertificates;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StubRegistry;
import dev.salvor.output.FailureText;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each fault of a server's certificate has a sentence of its own, that names what it is about, and what helps. */
class FaultyCertificatesTest {
    private static final String DATE = "20[0-9-]{8}T[0-9:]{8}Z";

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            EXPIRED              | has expired: it was valid until DATE, and the clock of this machine says DATE      | date -u
            NOT_YET_VALID        | is not valid yet: it is from DATE on, and the clock of this machine says DATE      | date -u
            WITHOUT_INTERMEDIATE | is not trusted: 'CN=Lab Intermediate' issued it, .*: an intermediate CA is missing | whole chain
            OF_UNKNOWN_AUTHORITY | is not trusted: its CA 'CN=Other CA' is unknown here                               | --ca-file
            OF_RENEWED_AUTHORITY | is not trusted: 'CN=Lab CA' issued it, but with another key .*                     | --ca-file
            SELF_SIGNED          | is not trusted: it is self-signed, as 'CN=Other CA'                                | --ca-file
            """)
    void aRegistryWithOneIsTold(FaultyCertificates fault, String reason, String advice) throws Exception {
        Certificates certificates = fault.in(directory);
        try (Listening server = new Listening(certificates)) {
            Failure.Unavailable failure =
                    unavailable(new TestConnections(certificates.caPem()), "https://" + server.host());
            assertThat(failure.getMessage())
                    .matches("the certificate of " + server.host() + " " + reason.replace("DATE", DATE));
            assertThat(FailureText.advice(failure)).contains(advice, "--tls-verify=false");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            EXPIRED              | has expired
            OF_UNKNOWN_AUTHORITY | is not trusted: its CA 'CN=Other CA'
            """)
    void aTokenServiceOnAnotherHostIsTold(FaultyCertificates fault, String reason) throws Exception {
        Certificates certificates = fault.in(directory);
        try (Listening service = new Listening(certificates);
                StubRegistry registry = StubRegistry.playing(challenge("https://" + service.host() + "/token"))) {
            Failure.Unavailable failure = unavailable(
                    new TestConnections(certificates.caPem()), registry.uri().toString());
            assertThat(failure)
                    .hasMessageStartingWith("the certificate of the token service https://" + service.host());
            assertThat(failure).hasMessageContaining(reason);
        }
    }

    /** Who named no CA may have meant a public one: whether an intermediate is missing, nobody can tell. */
    @Test
    void anIssuerThatIsNotKnownAtAllIsNamed() throws Exception {
        try (Listening server = new Listening(Certificates.in(directory))) {
            assertThat(unavailable(new TestConnections(), "https://" + server.host()))
                    .hasMessageEndingWith("is not trusted: 'CN=Lab CA' issued it, which is unknown here");
        }
    }

    @Test
    void anIntermediateThatIsSentLeadsToTheRoot() {
        Certificates certificates = FaultyCertificates.withIntermediate(directory);
        try (RegistryProcess registry = RegistryProcess.over(directory.resolve("storage"))
                        .tls(certificates)
                        .start();
                RegistryConnection connection = new TestConnections(certificates.caPem())
                        .open("localhost:" + registry.port(), TestConnections.NOBODY)) {
            assertThat(connection.isHarbor()).isFalse();
        }
    }

    /** Another certificate came into use while the run goes on. */
    @Test
    void oneThatComesInTheMiddleOfARunIsToldAtOnceAndEndsIt() throws Exception {
        Certificates good = Certificates.in(Files.createDirectory(directory.resolve("good")));
        Certificates bad = FaultyCertificates.EXPIRED.in(Files.createDirectory(directory.resolve("bad")));
        try (RegistryProcess registry = RegistryProcess.over(directory.resolve("storage"))
                        .tls(good)
                        .start();
                Listening after = new Listening(bad);
                ConnectionBalancer front = ConnectionBalancer.between(
                        URI.create("https://127.0.0.1:" + registry.port()), URI.create("https://" + after.host()));
                RegistryConnection connection =
                        new TestConnections(good.caPem()).open("https://" + front.host(), TestConnections.NOBODY)) {
            registry.kill();

            assertThatThrownBy(() -> connection.registry().tags(new RepositoryName("p/app")))
                    .isInstanceOfSatisfying(RefusedException.class, refused -> {
                        assertThat(refused.refusal().reason()).isEqualTo(Refusal.Reason.TLS);
                        assertThat(refused.refusal().words())
                                .startsWith("the certificate of the registry ")
                                .containsAnyOf("has expired", "is not trusted");
                    });
            assertThat(after.accepted()).isEqualTo(1);
        }
    }

    private static Exchange challenge(String realm) {
        return new Exchange(
                "GET",
                "/v2/",
                null,
                401,
                Map.of("WWW-Authenticate", List.of("Bearer realm=\"" + realm + "\",service=\"lab\"")),
                TextNode.valueOf("{}"),
                null,
                null,
                1);
    }

    private static Failure.Unavailable unavailable(TestConnections connections, String typed) {
        return catchThrowableOfType(Failure.Unavailable.class, () -> connections.open(typed, TestConnections.LOGIN));
    }

    /** A server that shakes hands, as often as it is asked. */
    private static final class Listening implements AutoCloseable {
        private final ServerSocket socket;
        private final AtomicInteger accepted = new AtomicInteger();
        private final ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();

        Listening(Certificates certificates) throws IOException, GeneralSecurityException {
            socket = TlsServer.socket(certificates, "127.0.0.1");
            tasks.execute(this::shakeHands);
        }

        int accepted() {
            return accepted.get();
        }

        String host() {
            return "127.0.0.1:" + socket.getLocalPort();
        }

        private void shakeHands() {
            while (!socket.isClosed()) {
                try (Socket connection = socket.accept()) {
                    accepted.incrementAndGet();
                    connection.getInputStream().read();
                } catch (IOException gone) {
                    // the client breaks off, which is what it is tested for
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
            tasks.close();
        }
    }
}
