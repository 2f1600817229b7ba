// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.registry.http.KeptConnection;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Whether the registry knows its upload sessions again. Replicas behind one address that have no secret in common take those of the
 * others for invalid (protocol.md §3.4). A load balancer of connections sends what comes over one connection to one replica: from the
 * first loss on, each session has a connection to itself.
 */
final class UploadSessions {
    /** One may be lost for other reasons, such as a restart. */
    private static final int TOLD_AT = 3;

    private final Consumer<String> notices;
    private final AtomicInteger losses = new AtomicInteger();
    private final Deque<KeptConnection> free = new ConcurrentLinkedDeque<>();

    /** @param notices hears once if sessions get lost again and again */
    UploadSessions(Consumer<String> notices) {
        this.notices = notices;
    }

    /** What a session is to use from its POST to its end; to be given back. */
    KeptConnection connection() {
        if (losses.get() == 0) {
            return KeptConnection.ANY;
        }
        KeptConnection known = free.pollFirst();
        return known == null ? KeptConnection.own() : known;
    }

    void giveBack(KeptConnection connection) {
        if (!connection.equals(KeptConnection.ANY)) {
            free.addFirst(connection);
        }
    }

    void lost() {
        if (losses.incrementAndGet() == TOLD_AT) {
            notices.accept("the registry loses upload sessions, as several replicas do that have no http.secret or no"
                    + " storage in common: each upload is begun again until both its ends meet the same one");
        }
    }

    /** How many requests without effect to send before the body, of a blob that lost so many sessions: none, one, or two. */
    static int idleRequests(int lost) {
        return lost < 2 ? 0 : (lost - 1) % 3;
    }
}
