// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
public record HttpHead(String method, String path, Map<String, String> headers) {

    /** Empty at the end of the connection. */
    public static Optional<HttpHead> read(InputStream in) throws IOException {
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
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** Reads the body to its end; its length in bytes. */
    long skipBody(InputStream in) throws IOException {
        return copyBody(in, OutputStream.nullOutputStream());
    }

    /** Reads the body to its end. */
    public byte[] readBody(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        copyBody(in, body);
        return body.toByteArray();
    }

    private long copyBody(InputStream in, OutputStream out) throws IOException {
        if (header("Transfer-Encoding").equalsIgnoreCase("chunked")) {
            long length = 0;
            while (true) {
                long chunk = Long.parseLong(line(in).split(";")[0].strip(), 16);
                copy(in, out, chunk);
                line(in);
                if (chunk == 0) {
                    return length;
                }
                length += chunk;
            }
        }
        long length = header("Content-Length").isEmpty() ? 0 : Long.parseLong(header("Content-Length"));
        copy(in, out, length);
        return length;
    }

    private static void copy(InputStream in, OutputStream out, long length) throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (long left = length; left > 0; ) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw new EOFException("in the middle of a body");
            }
            out.write(buffer, 0, count);
            left -= count;
        }
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
