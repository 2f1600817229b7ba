// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.registry.http.Answer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a registry says of chunks in the headers of its answers. */
final class UploadHeaders {
    /** Inclusive and without a unit, but some registries add one (protocol.md §3.3). */
    private static final Pattern RANGE = Pattern.compile("(?:bytes=)?0-(\\d{1,18})");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private UploadHeaders() {}

    /** Bytes that a chunk should have at least, but for the last one; 0 if the registry does not care. */
    static long leastChunk(Answer opening) {
        return opening.header("oci-chunk-min-length")
                .filter(value -> NUMBER.matcher(value).matches())
                .map(Long::parseLong)
                .orElse(0L);
    }

    /**
     * How much of a chunk the registry took: all, unless its Range ends within the chunk. "0-0" tells nothing: it stands for no byte as well
     * as for one (protocol.md §3.3).
     */
    static long taken(Answer answer, long offset, long length) {
        Matcher range = RANGE.matcher(answer.header("range").orElse(""));
        if (!range.matches()) {
            return length;
        }
        long last = Long.parseLong(range.group(1));
        return last > 0 && last >= offset && last < offset + length ? last + 1 - offset : length;
    }
}
