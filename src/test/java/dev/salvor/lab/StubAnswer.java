// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * The writing side of a stub's connection.
 *
 * @param base what {@code {base}} stands for
 */
record StubAnswer(Socket connection, String base) {
    private static final String LENGTH = "Content-Length";

    /** Whether the connection can take another request. */
    boolean send(Exchange exchange, boolean isHead) throws IOException {
        if (!exchange.raw().isEmpty()) {
            write(exchange.raw().replace("{base}", base).getBytes(StandardCharsets.UTF_8));
            return false;
        }
        byte[] body = isPacked(exchange) ? packed(exchange.bodyBytes()) : exchange.bodyBytes();
        StringBuilder head = new StringBuilder("HTTP/1.1 " + exchange.status() + " Stub\r\n");
        exchange.headers()
                .forEach((name, values) -> values.forEach(value -> head.append(name)
                        .append(": ")
                        .append(value.replace("{base}", base))
                        .append("\r\n")));
        List<String> ownLength = exchange.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(LENGTH))
                .flatMap(header -> header.getValue().stream())
                .toList();
        boolean mayHaveLength = exchange.status() >= 200 && exchange.status() != 204 && exchange.status() != 304;
        if (ownLength.isEmpty() && mayHaveLength) {
            head.append(LENGTH + ": ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        if (!isHead) {
            answer.writeBytes(body);
        }
        write(answer.toByteArray());
        return isHead || ownLength.isEmpty() || ownLength.equals(List.of(Integer.toString(body.length)));
    }

    private static boolean isPacked(Exchange exchange) {
        return List.of("gzip").equals(exchange.headers().get("Content-Encoding"));
    }

    private static byte[] packed(byte[] body) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(body);
        }
        return packed.toByteArray();
    }

    void proceed() throws IOException {
        write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** RST and not FIN, as when a process dies or a load balancer gives up. */
    void reset() throws IOException {
        connection.setSoLinger(true, 0);
        connection.close();
    }

    private void write(byte[] bytes) throws IOException {
        connection.getOutputStream().write(bytes);
    }
}
