// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpStatus;

/** Reads an answer to its end. Some proxies compress what nobody asked them to: that is undone. */
final class AnswerReader {
    /** Of a body that is kept, unpacked; what is longer is cut. */
    static final int MAX_BODY_BYTES = 64 << 20;

    /** What gzip begins with (RFC 1952, "ID1"). */
    private static final byte[] MAGIC = {0x1f, (byte) 0x8b};

    private AnswerReader() {}

    /** @param sink gets the body of a 200, and of a 206 if it wants that */
    static Answer read(ClassicHttpResponse response, Request.Sink sink) throws IOException {
        Map<String, List<String>> headers = Arrays.stream(response.getHeaders())
                .collect(Collectors.groupingBy(
                        header -> header.getName().toLowerCase(Locale.ROOT),
                        Collectors.mapping(Header::getValue, Collectors.toList())));
        Answer answer = new Answer(response.getCode(), headers, new byte[0]);
        Optional<HttpEntity> entity = Optional.ofNullable(response.getEntity());
        if (entity.isEmpty()) {
            return answer;
        }
        try (InputStream body = unpacked(entity.get().getContent(), answer)) {
            Optional<OutputStream> opened = open(sink, response.getCode());
            if (opened.isEmpty()) {
                return new Answer(response.getCode(), headers, body.readNBytes(MAX_BODY_BYTES));
            }
            try (OutputStream out = opened.get()) {
                body.transferTo(out);
            }
            return answer;
        }
    }

    private static Optional<OutputStream> open(Request.Sink sink, int status) {
        return switch (status) {
            case HttpStatus.SC_OK -> sink == Request.Sink.NONE ? Optional.empty() : Optional.of(sink.open());
            case HttpStatus.SC_PARTIAL_CONTENT -> sink.openPart();
            default -> Optional.empty();
        };
    }

    private static InputStream unpacked(InputStream body, Answer answer) throws IOException {
        boolean saysSo = answer.header("content-encoding")
                .filter(coding -> coding.equalsIgnoreCase("gzip") || coding.equalsIgnoreCase("x-gzip"))
                .isPresent();
        if (!saysSo) {
            return body;
        }
        PushbackInputStream start = new PushbackInputStream(body, MAGIC.length);
        byte[] first = start.readNBytes(MAGIC.length);
        start.unread(first);
        // a header may stand over an empty body, too
        return Arrays.equals(first, MAGIC) ? new GZIPInputStream(start) : start;
    }
}
