// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.salvor.Failure;
import dev.salvor.output.FailureText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a server that ends the handshake with an alert, in place of a hello of its own. */
class TlsAlertTest {

    /** Numbers as in RFC 8446, section 6.2, "Error Alerts". */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            40  | ends the TLS handshake with handshake_failure                                       | Check host and port; TLS 1.2 and 1.3 are spoken here, and a proxy may know no host of that name.
            70  | ends the TLS handshake with protocol_version                                        | Check host and port; TLS 1.2 and 1.3 are spoken here, and a proxy may know no host of that name.
            112 | ends the TLS handshake with unrecognized_name                                       | Check host and port; TLS 1.2 and 1.3 are spoken here, and a proxy may know no host of that name.
            42  | does not accept our certificate, or misses one: it ends TLS with bad_certificate      | Put the pair NAME.cert and NAME.key into /etc/docker/certs.d/HOST:PORT or /etc/containers/certs.d/HOST:PORT.
            48  | does not accept our certificate, or misses one: it ends TLS with unknown_ca           | Put the pair NAME.cert and NAME.key into /etc/docker/certs.d/HOST:PORT or /etc/containers/certs.d/HOST:PORT.
            49  | does not accept our certificate, or misses one: it ends TLS with access_denied        | Put the pair NAME.cert and NAME.key into /etc/docker/certs.d/HOST:PORT or /etc/containers/certs.d/HOST:PORT.
            116 | does not accept our certificate, or misses one: it ends TLS with certificate_required | Put the pair NAME.cert and NAME.key into /etc/docker/certs.d/HOST:PORT or /etc/containers/certs.d/HOST:PORT.
            """)
    void isOneSentenceWithWhatHelps(int alert, String sentence, String advice) throws IOException {
        try (Alerting server = new Alerting(alert)) {
            Failure.Unavailable failure = catchThrowableOfType(
                    Failure.Unavailable.class,
                    () -> new TestConnections().open("https://" + server.host(), TestConnections.NOBODY));
            assertThat(failure).hasMessage(server.host() + " " + sentence);
            assertThat(FailureText.advice(failure)).isEqualTo(advice);
        }
    }

    /** Answers each client hello with a fatal alert. */
    private static final class Alerting implements AutoCloseable {
        private static final int HELLO_BYTES = 16 << 10;

        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        private final ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();
        private final byte[] record;

        Alerting(int alert) throws IOException {
            // an alert record of TLS 1.2 with two bytes: fatal, and which
            record = new byte[] {21, 3, 3, 0, 2, 2, (byte) alert};
            tasks.execute(this::answer);
        }

        String host() {
            return "127.0.0.1:" + socket.getLocalPort();
        }

        private void answer() {
            while (!socket.isClosed()) {
                try (Socket connection = socket.accept()) {
                    connection.getInputStream().read(new byte[HELLO_BYTES]);
                    connection.getOutputStream().write(record);
                    connection.shutdownOutput();
                    connection.getInputStream().readAllBytes();
                } catch (IOException gone) {
                    // the client breaks off
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
