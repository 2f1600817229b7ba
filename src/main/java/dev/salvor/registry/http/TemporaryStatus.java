// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.util.Set;

/** Which statuses pass, by the registry's word or by that of what stands in front of it. */
public final class TemporaryStatus {
    /** Too slow, too early, too many. */
    private static final Set<Integer> CLIENT = Set.of(408, 425, 429);
    /** 500 has rules of its own; not implemented, no such HTTP version, disk full, and a portal's login stay as they are. */
    private static final Set<Integer> LASTING = Set.of(500, 501, 505, 507, 511);

    private TemporaryStatus() {}

    /** Whether the same request may well succeed in a moment: with Cloudflare's 520 to 527 and 530, too. */
    public static boolean is(int status) {
        return CLIENT.contains(status) || status > 500 && status < 600 && !LASTING.contains(status);
    }

    /** Whether a proxy (504), Cloudflare's (524), did not wait for the end of a request. */
    public static boolean isTimeout(int status) {
        return status == 504 || status == 524;
    }
}
