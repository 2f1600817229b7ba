// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.registry.http.Access;
import dev.salvor.registry.http.Answer;
import dev.salvor.registry.http.Origin;
import dev.salvor.registry.http.Request;
import dev.salvor.registry.http.RetryRules;
import dev.salvor.registry.http.Sender;
import dev.salvor.registry.http.TemporaryStatus;
import dev.salvor.registry.http.UnusableAnswerException;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Finds the session of an upload whose Location only the backend understands: behind a proxy that does not pass on under which name,
 * scheme and prefix it was asked, a registry names its own. An object storage's address that is meant so looks the same, hence the
 * address is tried as it is said, and then the same path at the registry's own; what works holds for the rest of the run.
 *
 * <p>Above {@code Authorization}, so that the one proves us and the other does not.
 */
final class BackendLocations implements Sender {
    private final URI base;
    private final Origin home;
    private final LocalNetwork network;
    private final Consumer<String> notices;
    private final Sender next;
    private final Map<String, Way> settled = new ConcurrentHashMap<>();

    private enum Way {
        AS_SAID,
        AT_HOME
    }

    /** How a request ended, if not with a failure that has nothing to do with where it went. */
    private sealed interface End {
        record Answered(Answer answer) implements End {}

        record Unreached(IOException failure) implements End {}
    }

    /**
     * @param base the registry's address, with its prefix
     * @param notices hears once of each address that only the backend knows
     */
    BackendLocations(URI base, LocalNetwork network, Consumer<String> notices, Sender next) {
        this.base = base;
        this.home = Origin.of(base);
        this.network = network;
        this.notices = notices;
        this.next = next;
    }

    @Override
    public Answer send(Request request) throws IOException {
        if (request.access() instanceof Access.Anonymous || isAtHome(request.uri())) {
            return next.send(request);
        }
        String named = Origin.of(request.uri()) + prefix(request.uri());
        Way way = settled.get(named);
        if (way != null) {
            return next.send(way == Way.AS_SAID ? request : atHome(request));
        }
        return find(request, named);
    }

    private Answer find(Request request, String named) throws IOException {
        Origin origin = Origin.of(request.uri());
        if (origin.equals(home) && prefix(request.uri()).isEmpty()) {
            // only our prefix is missing, and below it a session was just opened
            return find(request, named, Way.AT_HOME, Way.AS_SAID);
        }
        // a body never goes from https to http, and nobody outside sends us to our own network
        boolean forbidden = home.isTls() && !origin.isTls() || network.isForbidden(home, origin);
        return forbidden ? only(request, named) : find(request, named, Way.AS_SAID, Way.AT_HOME);
    }

    private Answer only(Request request, String named) throws IOException {
        Answer answer = next.send(atHome(request));
        if (isOfASession(answer)) {
            settle(request, named, Way.AT_HOME, "which salvor does not send to");
        } else if (!isThisHost(request) && !TemporaryStatus.is(answer.status()) && answer.status() < 500) {
            throw new UnusableAnswerException(words(request) + ", which salvor does not send to; " + base + " answered "
                    + answer.status() + " at the same path. " + setting());
        }
        return answer;
    }

    private Answer find(Request request, String named, Way first, Way second) throws IOException {
        End end = attempt(request, first);
        if (end instanceof End.Answered(Answer answer) && isOfASession(answer)) {
            settle(request, named, first, "without the prefix that it is asked under");
            return answer;
        }
        String reason = reason(end);
        End other = attempt(request, second);
        if (other instanceof End.Answered(Answer answer) && isOfASession(answer)) {
            settle(request, named, second, "which cannot be used (" + reason + ")");
            return answer;
        }
        return switch (end) {
            case End.Answered(Answer answer) -> answer;
            case End.Unreached(IOException failure) -> {
                // what passes is tried again by whoever sent this
                if (other instanceof End.Answered(Answer answer)
                        && (TemporaryStatus.is(answer.status()) || answer.status() == 500)) {
                    yield answer;
                }
                UnusableAnswerException lost = new UnusableAnswerException(words(request) + ", which cannot be used ("
                        + reason + "); " + base + ": " + reason(other) + " at the same path. " + setting());
                lost.addSuppressed(failure);
                throw lost;
            }
        };
    }

    private End attempt(Request request, Way way) throws IOException {
        try {
            return new End.Answered(next.send(way == Way.AS_SAID ? request : atHome(request)));
        } catch (IOException e) {
            if (e instanceof UnusableAnswerException || RetryRules.isAboutConnecting(e)) {
                return new End.Unreached(e);
            }
            throw e;
        }
    }

    private void settle(Request request, String named, Way way, String reason) {
        if (settled.putIfAbsent(named, way) == null && way == Way.AT_HOME) {
            notices.accept(words(request) + ", " + reason + ": the same paths at " + base + " work and are used. "
                    + setting());
        }
    }

    private static String words(Request request) {
        return "the registry names " + Origin.of(request.uri()) + prefix(request.uri())
                + "/… as the Location of uploads";
    }

    private static String setting() {
        return "Let the proxy in front of the registry pass on Host, X-Forwarded-Proto and its path prefix; in Harbor, correct the external URL.";
    }

    private static String reason(End end) {
        return switch (end) {
            case End.Answered(Answer answer) -> "it answered " + answer.status();
            case End.Unreached(IOException failure) -> failure.getClass().getSimpleName() + ": " + failure.getMessage();
        };
    }

    /** Whether whoever answered knows the session: it did as asked, or says no for another reason than that there is none. */
    private static boolean isOfASession(Answer answer) {
        return switch (answer.status()) {
            case 413, 416, 507 -> true;
            case 401, 404, 405 -> false;
            default ->
                answer.isSuccess()
                        || !answer.errors().isEmpty()
                                && !answer.saysThatTheUploadIsUnknown()
                                && !TemporaryStatus.is(answer.status());
        };
    }

    /** By http, or another port: then the answer is the registry's own, and says more than we could. */
    private boolean isThisHost(Request request) {
        return Origin.of(request.uri()).host().equals(home.host());
    }

    private Request atHome(Request request) {
        return request.to(Location.atHome(request.uri(), base));
    }

    private boolean isAtHome(URI uri) {
        return Origin.of(uri).equals(home)
                && Location.atHome(uri, base).getRawPath().equals(uri.getRawPath());
    }

    /** What stands before the API's path, as a part of what the registry calls itself; empty for an address of another kind. */
    private static String prefix(URI uri) {
        int api = uri.getRawPath().indexOf("/v2/");
        return api < 0 ? "" : uri.getRawPath().substring(0, api);
    }
}
