// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve;

import java.util.Optional;

/**
 * A request, as far as the answer hangs on it. What media types a client accepts is no part of it: stored bytes are sent as they are.
 *
 * @param method as it was sent
 * @param target path and query, as they were sent
 */
public record Asked(String method, String target, Conditions conditions) {

    /** What a client has already, or wants of it (RFC 9110, sections 13 and 14). */
    public record Conditions(Optional<String> range, Optional<String> ifRange, Optional<String> ifNoneMatch) {}

    boolean isRead() {
        return method.equals("GET") || isHead();
    }

    boolean isHead() {
        return method.equals("HEAD");
    }
}
