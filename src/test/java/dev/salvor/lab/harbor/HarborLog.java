// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import java.util.List;
import java.util.function.Predicate;

/**
 * The requests that were answered up to some moment, in the order of their answers. Never changes.
 *
 * @param entries one per request
 */
public record HarborLog(List<Entry> entries) {
    /**
     * A request and its answer.
     *
     * @param path with the query, as it was sent
     * @param who the account, also of a token; empty for nobody and for a wrong login
     * @param userAgent empty for none
     * @param sentCookie whether there was a Cookie header
     */
    public record Entry(String method, String path, int status, String who, String userAgent, boolean sentCookie) {
        /** Of the token service. */
        public boolean isToken() {
            return path.startsWith("/service/token");
        }

        public boolean isManifest() {
            return path.matches("/v2/.+/manifests/[^/]+");
        }

        /** Whether it would change something. */
        public boolean isMutating() {
            return !isToken() && !method.equals("GET") && !method.equals("HEAD");
        }
    }

    public HarborLog {
        entries = List.copyOf(entries);
    }

    /** Those that the bars count. */
    public HarborLog withoutTokens() {
        return where(entry -> !entry.isToken());
    }

    public HarborLog where(Predicate<Entry> condition) {
        return new HarborLog(entries.stream().filter(condition).toList());
    }

    public int size() {
        return entries.size();
    }

    /** {@code GET /v2/}, without who and what came of it: for messages and comparisons. */
    public List<String> lines() {
        return entries.stream()
                .map(entry -> entry.method() + " " + entry.path())
                .toList();
    }
}
