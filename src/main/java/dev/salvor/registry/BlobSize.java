// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.registry.http.Access;
import dev.salvor.registry.http.Answer;
import dev.salvor.registry.http.Request;
import dev.salvor.registry.http.Sender;
import dev.salvor.registry.http.UnusableAnswerException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the size of a blob where HEAD says "Content-Length: 0" or nothing, as some proxies do for every HEAD: that proves nothing. One
 * byte is asked for instead, whose Content-Range has the size (RFC 9110, "Content-Range").
 */
final class BlobSize {
    static final long UNKNOWN = -1;

    /** "bytes 0-0/377"; "bytes *&#47;0" in the 416 for a blob that has no byte. */
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes\\s+(?:\\d+-\\d+|\\*)/(\\d{1,18})");

    private final Sender sender;
    private final RegistryPaths paths;

    BlobSize(Sender sender, RegistryPaths paths) {
        this.sender = sender;
        this.paths = paths;
    }

    /**
     * In bytes, or {@link #UNKNOWN}.
     *
     * @param head what the registry answered to HEAD: success
     * @throws IOException if no answer came
     */
    long of(RepositoryName repository, Digest digest, Answer head) throws IOException {
        return head.contentLength() > 0 ? head.contentLength() : ask(repository, digest);
    }

    /** By a GET of one byte, in bytes, or {@link #UNKNOWN}. */
    long ask(RepositoryName repository, Digest digest) throws IOException {
        try {
            return total(firstByte(repository, digest)).orElse(UNKNOWN);
        } catch (UnusableAnswerException e) {
            return UNKNOWN;
        }
    }

    /** @throws UnusableAnswerException if more comes */
    Answer firstByte(RepositoryName repository, Digest digest) throws IOException {
        return sender.send(Request.of("GET", paths.blob(repository, digest), new Access.Pull(repository))
                .withHeader("Range", "bytes=0-0")
                .with(Request.Repeat.ONCE_AFTER_SERVER_ERROR)
                .into(Nothing::new));
    }

    /** Of the whole, as the answer with the first byte says; an empty 200 comes of whoever answers all that he does not understand so. */
    static Optional<Long> total(Answer firstByte) {
        return firstByte.status() == 206 || firstByte.status() == 416
                ? firstByte
                        .header("content-range")
                        .map(CONTENT_RANGE::matcher)
                        .filter(Matcher::matches)
                        .map(range -> Long.parseLong(range.group(1)))
                : Optional.empty();
    }

    /** Takes no byte: who ignores Range would send gigabytes. */
    private static final class Nothing extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new UnusableAnswerException("the registry ignores Range");
        }
    }
}
