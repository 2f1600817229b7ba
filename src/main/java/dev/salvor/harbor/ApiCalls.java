// SPDX-License-Identifier: Apache-2.0
package dev.salvor.harbor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.salvor.registry.http.Pace;
import dev.salvor.registry.http.PauseNotices;
import dev.salvor.registry.http.TemporaryStatus;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.resteasy.reactive.RestResponse;

/** Calls the API: turns exceptions into replies, reads pages, and bounds the calls in flight. */
final class ApiCalls {
    /** The most that Harbor allows (protocol.md §5.3). */
    static final int PAGE_SIZE = 100;

    private static final int RETRIES = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Semaphore permits;
    private final Pace pace;
    private final Consumer<String> trace;
    private final PauseNotices notices;
    /** Whether the last fact was waited for in vain: then none is, until one comes. */
    private final AtomicBoolean weary = new AtomicBoolean();

    /** Who tells nobody of pauses. @param trace hears of calls that had no answer */
    ApiCalls(int atOnce, Pace pace, Consumer<String> trace) {
        this(atOnce, pace, trace, _ -> {});
    }

    /**
     * @param trace hears of calls that had no answer
     * @param notices hears of pauses that Harbor asks for
     */
    ApiCalls(int atOnce, Pace pace, Consumer<String> trace, Consumer<String> notices) {
        this.permits = new Semaphore(atOnce);
        this.pace = pace;
        this.trace = trace;
        this.notices = new PauseNotices("Harbor's API", InstantSource.system(), notices);
    }

    /** For a fact, which a run can do without. */
    <T> ApiAnswer<RestResponse<T>> call(Supplier<RestResponse<T>> call) {
        Patience patience = weary.get() ? Patience.none() : Patience.forFact();
        ApiAnswer<RestResponse<T>> answer = call(call, patience);
        boolean isGiven = answer instanceof ApiAnswer.Given;
        if (isGiven || patience.isOut()) {
            weary.set(!isGiven);
        }
        return answer;
    }

    /** Calls again after a pause that Harbor asks for. */
    <T> ApiAnswer<RestResponse<T>> call(Supplier<RestResponse<T>> call, Patience patience) {
        try {
            while (true) {
                AtomicReference<Duration> pause = new AtomicReference<>(Duration.ZERO);
                ApiAnswer<RestResponse<T>> answer = once(call, pause::set);
                if (!(answer instanceof ApiAnswer.Withheld<RestResponse<T>>(int status, var _))
                        || !patience.takes(pause.get())) {
                    return answer;
                }
                notices.tell(pause.get(), status);
                Thread.sleep(pause.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ApiAnswer.Withheld<>(0, "stopped");
        }
    }

    private <T> ApiAnswer<RestResponse<T>> once(Supplier<RestResponse<T>> call, Consumer<Duration> pause) {
        permits.acquireUninterruptibly();
        try {
            pace.await();
            RestResponse<T> response = call.get();
            return response.getStatus() < 300
                    ? new ApiAnswer.Given<>(response)
                    : new ApiAnswer.Withheld<>(response.getStatus(), "");
        } catch (WebApplicationException e) {
            Patience.asked(e.getResponse()).ifPresent(pause);
            return new ApiAnswer.Withheld<>(e.getResponse().getStatus(), words(e.getResponse()));
        } catch (ProcessingException e) {
            if (e.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            trace.accept("Harbor's API -> " + e);
            return new ApiAnswer.Withheld<>(0, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ApiAnswer.Withheld<>(0, "stopped");
        } finally {
            permits.release();
        }
    }

    /** Asks again, a few times, where the answer is a temporary one. An interruption ends that. */
    <T> ApiAnswer<T> persist(Supplier<ApiAnswer<T>> question) {
        return persist(question, Patience.none());
    }

    /** @param patience with which the question is asked: out of it, nothing more is */
    <T> ApiAnswer<T> persist(Supplier<ApiAnswer<T>> question, Patience patience) {
        RetryPolicy<ApiAnswer<T>> policy = RetryPolicy.<ApiAnswer<T>>builder()
                // a policy that only names results takes every exception for a failure as well
                .handleIf((reply, thrown) -> thrown == null
                        && reply instanceof ApiAnswer.Withheld<T>(int status, var _)
                        && isTemporary(status)
                        && !patience.isOut()
                        && !Thread.currentThread().isInterrupted())
                .withMaxRetries(RETRIES)
                .withBackoff(FIRST_PAUSE, LONGEST_PAUSE)
                .build();
        try {
            return Failsafe.with(policy).get(question::get);
        } catch (FailsafeException e) {
            Thread.currentThread().interrupt();
            return new ApiAnswer.Withheld<>(0, "stopped");
        }
    }

    /** Whether it says nothing for long: no answer, too many requests, or trouble at the server or before it. */
    static boolean isTemporary(int status) {
        return status == 0 || TemporaryStatus.is(status) || status >= 500;
    }

    /**
     * Reads a list page by page.
     *
     * @param mostPages the list is left incomplete if it has more
     * @param put adds a row
     */
    <R, T> ApiAnswer<ApiRows<T>> pages(int mostPages, IntFunction<RestResponse<List<R>>> page, RowReader<R, T> put) {
        Map<String, T> rows = new HashMap<>();
        for (int number = 1; ; number++) {
            int current = number;
            switch (call(() -> page.apply(current))) {
                case ApiAnswer.Withheld<RestResponse<List<R>>>(int status, String words) -> {
                    return new ApiAnswer.Withheld<>(status, words);
                }
                case ApiAnswer.Given<RestResponse<List<R>>>(RestResponse<List<R>> response) -> {
                    List<R> its = response.getEntity() == null ? List.of() : response.getEntity();
                    int before = rows.size();
                    its.forEach(row -> put.read(row, rows));
                    if (its.size() < PAGE_SIZE || number * (long) PAGE_SIZE == total(response)) {
                        return new ApiAnswer.Given<>(new ApiRows<>(rows, true));
                    }
                    boolean tooLong =
                            number == 1 && total(response) > mostPages * (long) PAGE_SIZE || number >= mostPages;
                    // a proxy that drops the query answers with the first page for ever
                    if (tooLong || rows.size() == before) {
                        return new ApiAnswer.Given<>(new ApiRows<>(rows, false));
                    }
                }
            }
        }
    }

    /** Puts what a row says under a name of its own, such as that of its project. */
    @FunctionalInterface
    interface RowReader<R, T> {
        void read(R row, Map<String, T> rows);
    }

    static <T, R> Function<RestResponse<T>, R> entity(Function<T, R> function) {
        return response -> response.getEntity() == null ? null : function.apply(response.getEntity());
    }

    /** Negative if Harbor does not say. */
    private static long total(RestResponse<?> response) {
        try {
            String header = response.getHeaderString("X-Total-Count");
            return header == null ? -1 : Long.parseLong(header.strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** {@code {"errors":[{"code":…,"message":…}]}}; anything else says nothing. */
    private static String words(Response response) {
        try {
            JsonNode errors = JSON.readTree(response.readEntity(String.class)).path("errors");
            return StreamSupport.stream(errors.spliterator(), false)
                    .map(error -> (error.path("code").asText("") + " "
                                    + error.path("message").asText(""))
                            .strip())
                    .collect(Collectors.joining("; "));
        } catch (IOException | ProcessingException | IllegalStateException | IllegalArgumentException e) {
            return "";
        }
    }
}
