// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request without its body.
 *
 * @param path with the query
 * @param headers by name in any case; several of one name joined by a comma
 */
record HttpHead(String method, String path, Map<String, String> headers) {

    /** Empty at the end of the connection. */
    static Optional<HttpHead> read(InputStream in) throws IOException {
        String requestLine = line(in);
        if (requestLine.isEmpty()) {
            return Optional.empty();
        }
        String[] parts = requestLine.split(" ");
        if (parts.length != 3) {
            throw new IOException("no request line: " + requestLine);
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.merge(line.substring(0, colon), line.substring(colon + 1).strip(), (a, b) -> a + ", " + b);
        }
        return Optional.of(new HttpHead(parts[0], parts[1], headers));
    }

    /** Empty if it is not there. */
    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** Reads the body to its end; its length in bytes. */
    long skipBody(InputStream in) throws IOException {
        if (header("Transfer-Encoding").equalsIgnoreCase("chunked")) {
            long length = 0;
            while (true) {
                long chunk = Long.parseLong(line(in).split(";")[0].strip(), 16);
                in.skipNBytes(chunk);
                line(in);
                if (chunk == 0) {
                    return length;
                }
                length += chunk;
            }
        }
        long length = header("Content-Length").isEmpty() ? 0 : Long.parseLong(header("Content-Length"));
        in.skipNBytes(length);
        return length;
    }

    /** Up to CR LF, without it; empty at the end of the stream. */
    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int each = in.read(); each != '\n'; each = in.read()) {
            if (each < 0) {
                if (bytes.size() > 0) {
                    throw new EOFException("in the middle of a line");
                }
                return "";
            }
            bytes.write(each);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1).strip();
    }
}
