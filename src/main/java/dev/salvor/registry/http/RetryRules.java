// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyBuilder;
import dev.failsafe.function.CheckedSupplier;
import dev.salvor.registry.tls.LastingFailure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;

/** The retry table of protocol.md §3.7, as far as asking again helps; what is permanent goes to its caller at once. */
public final class RetryRules {
    private static final int TRIES_WHILE_COLLECTING = 12;
    private static final int OPTIONAL_TRIES = 2;
    /** The longest that is made for an answer that salvor can do without. */
    private static final Duration OPTIONAL_PAUSE = Duration.ofSeconds(20);

    /** Times the usual: with two replicas each try is a toss of a coin, which needs no long pause. */
    private static final int TRIES_PER_LOST_SESSION = 2;

    private static final double JITTER = 0.25;
    private static final double WIDE_JITTER = 0.8;

    private final RetryPolicy<Answer> anyFailure;
    private final RetryPolicy<Answer> onceConnected;
    private final RetryPolicy<Answer> optional;
    private final RetryPolicy<Answer> allButServerErrors;
    private final RetryPolicy<Answer> oneServerError;
    private final RetryPolicy<Answer> collecting;
    private final RetryPolicy<Answer> lostUpload;
    private final RetryPolicy<Answer> outOfStep;

    private final Outage outage;
    private final AskedPauses asked;
    private final Predicate<Answer> temporary;

    /** @param outage through which all requests of this registry go */
    public RetryRules(Backoff backoff, InstantSource clock, Outage outage) {
        this.outage = outage;
        asked = new AskedPauses(backoff.longestAsked(), clock, outage::tell);
        temporary = answer -> isTemporary(answer) || asked.of(answer).isPresent();
        anyFailure = patient(backoff, answer -> temporary.test(answer) || isServerError(answer));
        onceConnected = RetryPolicy.builder(anyFailure.getConfig())
                .abortOn(RetryRules::isAboutConnecting)
                .onRetry(
                        event -> outage.tellOfRepeat(event.getLastResult(), event.getLastException(), ": asking again"))
                .build();
        optional = RetryPolicy.builder(anyFailure.getConfig())
                .withMaxRetries(Math.min(OPTIONAL_TRIES, backoff.tries()) - 1)
                .abortIf((answer, failure) -> asked.isLonger(said(answer, failure), OPTIONAL_PAUSE))
                .build();
        allButServerErrors = patient(backoff, temporary);
        oneServerError = after(RetryRules::isServerError, 2, backoff.first());
        collecting = after(RetryRules::isCollecting, TRIES_WHILE_COLLECTING, backoff.collecting());
        outOfStep = after(answer -> answer.status() == 416, 2, backoff.first());
        lostUpload = RetryPolicy.<Answer>builder()
                .handleIf((answer, thrown) -> thrown == null && isLostUpload(answer))
                .withMaxRetries(TRIES_PER_LOST_SESSION * backoff.tries() - 1)
                // in step, all uploads would meet the same replicas again
                .withDelay(backoff.first())
                .withJitter(WIDE_JITTER)
                .build();
    }

    /** @throws IOException of the last try */
    Answer call(Request request, CheckedSupplier<Answer> attempt) throws IOException {
        return switch (request.repeat()) {
            case FREELY -> run(List.of(collecting, anyFailure), attempt);
            case ONCE_CONNECTED -> run(List.of(collecting, onceConnected), attempt);
            case OPTIONAL -> run(List.of(collecting, optional(request)), attempt);
            case ONCE_AFTER_SERVER_ERROR -> run(List.of(collecting, oneServerError, allButServerErrors), attempt);
            case NEVER -> run(List.of(), attempt);
        };
    }

    /**
     * Runs a whole upload, session and body, until it succeeds or cannot: a session never survives a failure
     * (protocol.md §3.4).
     *
     * @throws IOException of the last try
     */
    public Answer callUpload(CheckedSupplier<Answer> attempt) throws IOException {
        return run(List.of(collecting, outOfStep, lostUpload, anyFailure), attempt);
    }

    /** For answers alone: a policy that only names results takes every exception for a failure as well. */
    private static RetryPolicy<Answer> after(Predicate<Answer> failure, int tries, Duration pause) {
        return RetryPolicy.<Answer>builder()
                .handleIf((answer, thrown) -> thrown == null && failure.test(answer))
                .withMaxRetries(tries - 1)
                .withDelay(pause)
                .build();
    }

    private RetryPolicy<Answer> patient(Backoff backoff, Predicate<Answer> temporary) {
        RetryPolicyBuilder<Answer> builder = RetryPolicy.<Answer>builder()
                .handle(IOException.class)
                .handleResultIf(temporary::test)
                .abortOn(UnreadableSourceException.class, UnusableAnswerException.class)
                .abortIf((_, failure) -> failure != null
                        && (outage.isTooLong() || LastingFailure.in(failure).isPresent()))
                .abortIf((answer, failure) -> asked.isTooLong(said(answer, failure)))
                .withMaxRetries(backoff.tries() - 1)
                .withDelayFn(context -> delay(said(context.getLastResult(), context.getLastException())));
        return builder.withBackoff(backoff.first(), backoff.longest())
                .withJitter(JITTER)
                .onRetryScheduled(event -> asked.begin(said(event.getLastResult(), event.getLastException())))
                .build();
    }

    /** Names what it is that is waited for. */
    private RetryPolicy<Answer> optional(Request request) {
        return RetryPolicy.builder(optional.getConfig())
                .onRetry(event -> outage.tellOfRepeat(
                        event.getLastResult(),
                        event.getLastException(),
                        ": asking once more for " + request.uri().getPath() + ", which can be done without"))
                .build();
    }

    /** The registry's answer or that of its token service; null if none came. */
    private static Answer said(Answer answer, Throwable failure) {
        return failure instanceof TokenServiceAnswerException service ? service.answer() : answer;
    }

    /** Jitter must not make a pause shorter than the registry asks for. Negative, Failsafe's word for "your own", if it asks for none. */
    private Duration delay(Answer answer) {
        return asked.of(answer)
                .map(pause -> Duration.ofNanos((long) (pause.toNanos() / (1 - JITTER))))
                .orElse(Duration.ofNanos(-1));
    }

    private Answer run(List<RetryPolicy<Answer>> policies, CheckedSupplier<Answer> attempt) throws IOException {
        try {
            Answer answer = tryAll(policies, attempt);
            return asked.isTooLong(answer) ? answer.waitedFor() : answer;
        } catch (TokenServiceAnswerException e) {
            throw asked.isTooLong(e.answer()) ? e.waitedFor() : e;
        }
    }

    private Answer tryAll(List<RetryPolicy<Answer>> policies, CheckedSupplier<Answer> attempt) throws IOException {
        CheckedSupplier<Answer> noted = () -> {
            Answer answer = attempt.get();
            // a no is an answer, too: who gives it works
            if (answer.status() < 500 && !temporary.test(answer)) {
                asked.end();
            }
            return answer;
        };
        try {
            return policies.isEmpty() ? noted.get() : Failsafe.with(policies).get(noted);
        } catch (FailsafeException e) {
            return fail(e.getCause());
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            return fail(e);
        }
    }

    private static Answer fail(Throwable cause) throws IOException {
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("stopped").initCause(cause);
        }
        if (cause instanceof IOException io) {
            throw io;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(cause);
    }

    /** Whether nothing was sent, since nobody could be connected to. */
    public static boolean isAboutConnecting(Throwable failure) {
        Throwable cause = failure instanceof TokenServiceException service ? service.failure() : failure;
        return switch (cause) {
            case UnknownHostException _, ConnectException _, NoRouteToHostException _, BindException _ -> true;
            case ConnectTimeoutException _, SSLException _ -> true;
            // the JDK has no type for "Network is unreachable", which musl words in another way than glibc
            case SocketException e -> e.getMessage() != null && e.getMessage().contains("unreachable");
            default -> false;
        };
    }

    /** Whether the same request may well succeed in a moment. */
    public static boolean isTemporary(Answer answer) {
        return TemporaryStatus.is(answer.status());
    }

    /** A 500 that may pass: not one that names missing blobs (the triple of a foreign layer) or a full disk. */
    private static boolean isServerError(Answer answer) {
        return answer.status() == 500 && !answer.hasError("MANIFEST_BLOB_UNKNOWN") && !answer.saysThatTheDiskIsFull();
    }

    /** Harbor's garbage collection holds the blob or manifest. */
    private static boolean isCollecting(Answer answer) {
        return answer.status() == 404 && answer.says("is in GC");
    }

    private static boolean isLostUpload(Answer answer) {
        return answer.status() == 404 && answer.saysThatTheUploadIsUnknown();
    }
}
