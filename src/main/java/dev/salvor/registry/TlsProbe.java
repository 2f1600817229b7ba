// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;

/**
 * Finds out whether a server speaks TLS, by the first byte that it answers to a greeting. Java's own TLS would say so too, after loading
 * 700 classes, half a second of a first run; only addresses on this machine are asked, where http is allowed.
 */
final class TlsProbe {
    /** Record types of a TLS server's first words (RFC 8446, 5.1); plain http answers with an H, or hangs up. */
    private static final int ALERT = 0x15;

    private static final int HANDSHAKE = 0x16;

    /**
     * The smallest ClientHello of TLS 1.2: one cipher suite, no extensions. A server that wants more sends an alert, which tells as much.
     * Its random bytes are line ends, since a server of plain http reads on until it sees one.
     */
    private static final byte[] CLIENT_HELLO = HexFormat.of()
            .parseHex("160301002d" + "01000029" + "0303" + "0d0a".repeat(16) + "00" + "0002c02f" + "0100");

    /** On this machine; a server that is silent for so long is left to Java's own TLS. */
    private static final int ANSWER_MILLIS = 2000;

    private TlsProbe() {}

    /** @throws IOException if nobody listens */
    static boolean speaksTls(URI base, Duration timeout) throws IOException {
        int port = base.getPort() < 0 ? 443 : base.getPort();
        String host = base.getHost().replaceAll("[\\[\\]]", "");
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), (int) timeout.toMillis());
            socket.setSoTimeout(ANSWER_MILLIS);
            return greet(socket);
        }
    }

    private static boolean greet(Socket socket) {
        try {
            socket.getOutputStream().write(CLIENT_HELLO);
            int first = socket.getInputStream().read();
            return first == HANDSHAKE || first == ALERT;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
