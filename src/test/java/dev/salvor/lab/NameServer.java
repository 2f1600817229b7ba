// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;

/**
 * A DNS server that says 127.0.0.1 whatever it is asked (RFC 1035, section 4.1). On port 53, since resolv.conf cannot name another:
 * that takes root's rights.
 */
public final class NameServer implements AutoCloseable {
    /** Of this machine, and nobody else's. */
    public static final String ADDRESS = "127.0.53.1";

    private static final int HEADER = 12;
    private static final int TYPE_A = 1;

    private final DatagramSocket socket;

    private NameServer(DatagramSocket socket) {
        this.socket = socket;
        Thread.ofVirtual().start(this::serve);
    }

    public static NameServer start() {
        try {
            return new NameServer(new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(ADDRESS), 53)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve() {
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(new byte[512], 512);
            try {
                socket.receive(packet);
                byte[] answer = answer(Arrays.copyOf(packet.getData(), packet.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static byte[] answer(byte[] query) {
        int type = HEADER;
        while (query[type] != 0) {
            type += query[type] + 1;
        }
        type++;
        boolean address = query[type + 1] == TYPE_A;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(query, 0, 2);
        // an answer, recursion available, no error; one question, one or no answer
        out.writeBytes(new byte[] {(byte) 0x81, (byte) 0x80, 0, 1, 0, (byte) (address ? 1 : 0), 0, 0, 0, 0});
        out.write(query, HEADER, type + 4 - HEADER);
        if (address) {
            // the name of the question, A, IN, a minute
            out.writeBytes(new byte[] {(byte) 0xc0, HEADER, 0, TYPE_A, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 1});
        }
        return out.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}
