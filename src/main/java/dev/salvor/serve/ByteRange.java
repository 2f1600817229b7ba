// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which bytes are wanted (RFC 9110, section 14). */
sealed interface ByteRange {
    Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /** All of them: no range, several at once, which nobody needs here, or nothing that is understood. */
    record Whole() implements ByteRange {}

    record Part(long offset, long length) implements ByteRange {}

    /** None that there are. */
    record Outside() implements ByteRange {}

    /** @param size how many bytes there are */
    static ByteRange of(Asked.Conditions conditions, String tag, long size) {
        Optional<Matcher> range = conditions.range().map(ONE::matcher).filter(Matcher::matches);
        boolean isOfAnother =
                conditions.ifRange().filter(its -> !its.equals(tag)).isPresent();
        if (range.isEmpty() || isOfAnother) {
            return new Whole();
        }
        String from = range.get().group(1);
        String to = range.get().group(2);
        if (from.isEmpty()) {
            return to.isEmpty() ? new Whole() : last(Long.parseLong(to), size);
        }
        long first = Long.parseLong(from);
        long end = to.isEmpty() ? Long.MAX_VALUE : Long.parseLong(to);
        if (end < first) {
            return new Whole();
        }
        return first >= size ? new Outside() : new Part(first, Math.min(end, size - 1) - first + 1);
    }

    private static ByteRange last(long wanted, long size) {
        long length = Math.min(wanted, size);
        return length == 0 ? new Outside() : new Part(size - length, length);
    }
}
