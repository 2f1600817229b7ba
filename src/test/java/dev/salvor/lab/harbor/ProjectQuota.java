// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** What a project stores, each blob and manifest once, and how much it may. */
final class ProjectQuota {
    static final long UNLIMITED = -1;
    private static final int CREATED = 201;
    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");

    private final Map<String, Long> sizes = new HashMap<>();
    private long limit;
    private long used;

    ProjectQuota(long limit) {
        this.limit = limit;
    }

    synchronized long limit() {
        return limit;
    }

    synchronized void limit(long bytes) {
        limit = bytes;
    }

    synchronized long used() {
        return used;
    }

    /**
     * Counts what the project lacks before the work, and no longer if that does not end with 201.
     *
     * @param wanted sizes by digest
     * @throws HttpRefusal if there is no room for it; then nothing is done
     */
    HttpAnswer charge(Map<String, Long> wanted, Supplier<HttpAnswer> work) {
        List<String> reserved = reserve(wanted);
        boolean created = false;
        try {
            HttpAnswer answer = work.get();
            created = answer.status() == CREATED;
            return answer;
        } finally {
            if (!created) {
                release(reserved);
            }
        }
    }

    private synchronized List<String> reserve(Map<String, Long> wanted) {
        List<String> added = new ArrayList<>();
        long bytes = 0;
        for (Map.Entry<String, Long> each : wanted.entrySet()) {
            if (!sizes.containsKey(each.getKey())) {
                added.add(each.getKey());
                bytes += each.getValue();
            }
        }
        if (bytes > 0) {
            check(bytes);
        }
        added.forEach(digest -> sizes.put(digest, wanted.get(digest)));
        used += bytes;
        return added;
    }

    private synchronized void release(List<String> reserved) {
        reserved.forEach(digest -> used -= sizes.remove(digest));
    }

    /** An upload may begin when the project is full, not when it is over (13 "POST upload when full", "POST upload when over"). */
    synchronized void checkBeforeUpload() {
        check(0);
    }

    private void check(long bytes) {
        if (limit != UNLIMITED && used + bytes > limit) {
            throw HttpRefusal.denied((bytes > 0 ? "adding " : "subtracting ") + readable(bytes)
                    + " of storage resource, which when updated to current usage of " + readable(used)
                    + " will exceed the configured upper limit of " + readable(limit) + ".");
        }
    }

    static String readable(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.size() - 1) {
            value /= 1024;
            unit++;
        }
        String number = String.format(Locale.ROOT, "%.1f", value);
        return (number.endsWith(".0") ? number.substring(0, number.length() - 2) : number) + " " + UNITS.get(unit);
    }
}
