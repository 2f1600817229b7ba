// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Which part of a sorted list is asked for (distribution-spec, "Listing Tags").
 *
 * @param size names at most
 * @param after what comes behind this name, which need not be in the list; empty for the beginning
 */
record Page(int size, String after) {
    /** What one answer has at most, asked for or not: it is made in memory. */
    static final int MOST = 10_000;

    /** Empty if that is no number of names. */
    static Optional<Page> of(Optional<String> size, Optional<String> after) {
        String last = after.orElse("");
        if (size.isEmpty()) {
            return Optional.of(new Page(MOST, last));
        }
        if (!size.get().matches("\\d{1,9}")) {
            return Optional.empty();
        }
        return Optional.of(new Page(Math.min(MOST, Integer.parseInt(size.get())), last));
    }

    /** @param next where the next page is; empty behind the last one */
    record Cut(List<String> names, Optional<String> next) {}

    /** @param path of the list */
    Cut of(List<String> sorted, String path) {
        int at = after.isEmpty() ? 0 : Collections.binarySearch(sorted, after);
        int from = after.isEmpty() || at < 0 ? Math.max(0, -at - 1) : at + 1;
        int to = Math.min(sorted.size(), from + size);
        List<String> names = List.copyOf(sorted.subList(from, to));
        return to == sorted.size() || names.isEmpty()
                ? new Cut(names, Optional.empty())
                : new Cut(names, Optional.of(link(path, names.getLast())));
    }

    private String link(String path, String last) {
        return "<" + path + "?n=" + size + "&last=" + URLEncoder.encode(last, StandardCharsets.UTF_8)
                + ">; rel=\"next\"";
    }
}
