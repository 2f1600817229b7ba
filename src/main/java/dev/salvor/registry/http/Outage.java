// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Knows how long requests have failed without a single answer to any of them.
 *
 * <p>A registry that is gone for good fails every request in all its tries, each after its own timeout; with many requests that
 * wait for a permit, minutes would pass until the first one gives up. So they share this clock.
 */
public final class Outage implements Sender {
    private static final Duration MOMENT = Duration.ofSeconds(2);

    private final Duration limit;
    private final InstantSource clock;
    private final Consumer<String> notices;
    private final Sender next;
    /** Of the first failure after the last answer; null while answers come. */
    private final AtomicReference<Instant> start = new AtomicReference<>();

    private final AtomicBoolean told = new AtomicBoolean();

    /**
     * @param limit how long it may last until {@link #isTooLong}
     * @param notices hears once of each outage that is more than a moment
     */
    public Outage(Duration limit, InstantSource clock, Consumer<String> notices, Sender next) {
        this.limit = limit;
        this.clock = clock;
        this.notices = notices;
        this.next = next;
    }

    @Override
    public Answer send(Request request) throws IOException {
        try {
            Answer answer = next.send(request);
            start.set(null);
            told.set(false);
            return answer;
        } catch (UnreadableSourceException e) {
            throw e;
        } catch (IOException e) {
            start.compareAndSet(null, clock.instant());
            tell(request, e);
            throw e;
        }
    }

    void tell(String notice) {
        notices.accept(notice);
    }

    /** Nothing else is told of while the login is repeated, which may take minutes. */
    void tellOfRepeat(Answer answer, Throwable failure) {
        notices.accept((answer == null ? failure.getMessage() : "the registry answered " + answer.status())
                + ": asking again");
    }

    private void tell(Request request, IOException failure) {
        Instant first = start.get();
        if (first != null
                && !isTooLong()
                && Duration.between(first, clock.instant()).compareTo(MOMENT) > 0
                && told.compareAndSet(false, true)) {
            String reason = Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString);
            notices.accept(request.uri().getRawAuthority() + " does not answer (" + reason
                    + "): requests are repeated as --tries says");
        }
    }

    /** Whether asking again makes no sense any more. */
    boolean isTooLong() {
        Instant first = start.get();
        return first != null && Duration.between(first, clock.instant()).compareTo(limit) > 0;
    }
}
