// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The open connections, and what each of them waits for: Vert.x' own timeouts do not know a client that sends a byte now and then from one
 * that takes a large blob.
 */
final class Connections {
    private final Limits limits;
    private final Map<HttpConnection, State> open = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    Connections(Limits limits) {
        this.limits = limits;
    }

    private enum Phase {
        FIRST_REQUEST,
        NEXT_REQUEST,
        LOOKUP,
        ANSWER
    }

    /** Changed by its event loop, read by whoever sweeps: what is seen late is seen the next time. */
    private static final class State {
        private final boolean beyond;
        private volatile Phase phase = Phase.FIRST_REQUEST;
        private volatile long since = System.nanoTime();
        private Object sending;
        private long progress;

        State(boolean beyond) {
            this.beyond = beyond;
        }

        void enter(Phase next) {
            since = System.nanoTime();
            phase = next;
        }

        boolean isLongerThan(Duration time) {
            return System.nanoTime() - since > time.toNanos();
        }
    }

    void opened(HttpConnection connection) {
        int now = count.incrementAndGet();
        connection.closeHandler(_ -> {
            open.remove(connection);
            count.decrementAndGet();
        });
        open.put(connection, new State(now > limits.connections()));
        if (now > 2 * limits.connections()) {
            cut(connection);
        }
    }

    /** Whether it is one too many: its requests are told to come again. */
    boolean isBeyond(HttpConnection connection) {
        State state = open.get(connection);
        return state == null || state.beyond;
    }

    void asked(HttpConnection connection) {
        enter(connection, Phase.LOOKUP);
    }

    void answering(HttpConnection connection) {
        enter(connection, Phase.ANSWER);
    }

    void answered(HttpConnection connection) {
        enter(connection, Phase.NEXT_REQUEST);
    }

    private void enter(HttpConnection connection, Phase phase) {
        State state = open.get(connection);
        if (state != null) {
            state.enter(phase);
        }
    }

    /** Closes those whose client is too slow; to be called now and then, by one thread at a time. */
    void sweep() {
        open.forEach((connection, state) -> {
            boolean isTooSlow = switch (state.phase) {
                case FIRST_REQUEST -> state.isLongerThan(limits.headers());
                case NEXT_REQUEST -> state.isLongerThan(limits.idle());
                case LOOKUP -> false;
                case ANSWER -> isStalled(connection, state);
            };
            if (isTooSlow) {
                cut(connection);
            }
        });
    }

    /** Vert.x' own close waits until all is sent. */
    static void cut(HttpConnection connection) {
        Channel channel = ((ConnectionBase) connection).channel();
        channel.eventLoop()
                .execute(() -> channel.unsafe().close(channel.unsafe().voidPromise()));
    }

    /** Whether the kernel has taken nothing of what waits to be sent since the time began. */
    private boolean isStalled(HttpConnection connection, State state) {
        Channel channel = ((ConnectionBase) connection).channel();
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        if (buffer == null) {
            return false;
        }
        Object sending = buffer.current();
        long progress = buffer.currentProgress();
        if (sending == null || sending != state.sending || progress != state.progress) {
            state.sending = sending;
            state.progress = progress;
            state.since = System.nanoTime();
            return false;
        }
        return state.isLongerThan(limits.stall());
    }
}
