// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.registry.http.Answer;
import dev.salvor.registry.http.Body;
import dev.salvor.registry.http.Origin;
import dev.salvor.registry.http.Request;
import dev.salvor.registry.http.Sender;
import dev.salvor.registry.http.Trace;
import dev.salvor.registry.http.UnusableAnswerException;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Follows redirects (RFC 9110, 15.4), as far as that gives nothing away: Authorization stays with the origin that it is for, no body
 * goes from https to http, and nobody outside sends us to our own network. What is not followed is an error with both addresses.
 *
 * <p>Below {@code Authorization}, whose header it takes off, and once off it stays off.
 */
final class Redirects implements Sender {
    private static final int MOST = 5;
    private static final Pattern BLOB = Pattern.compile(".*/blobs/[a-z0-9]+:[0-9a-f]+");
    private static final String FORM = "application/x-www-form-urlencoded";

    private final LocalNetwork network;
    private final Sender next;

    Redirects(LocalNetwork network, Sender next) {
        this.network = network;
        this.next = next;
    }

    static boolean isRedirect(Answer answer) {
        return switch (answer.status()) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    /** Where it leads; empty if it does not say, or what is no address. */
    static Optional<URI> target(URI asked, Answer answer) {
        return answer.header("location")
                .flatMap(header -> Location.ofRedirect(asked, header))
                .filter(place ->
                        "https".equalsIgnoreCase(place.getScheme()) || "http".equalsIgnoreCase(place.getScheme()));
    }

    @Override
    public Answer send(Request request) throws IOException {
        return follow(request, next.send(request));
    }

    /** @param first the answer to the request, where it may lead elsewhere */
    Answer follow(Request request, Answer first) throws IOException {
        Request current = request;
        Answer answer = first;
        for (int hops = 0; ; hops++) {
            Optional<URI> target = target(current.uri(), answer);
            if (!isRedirect(answer) || target.isEmpty()) {
                return hops == 0 ? answer : arrived(request, current, answer);
            }
            if (isBlobElsewhere(current, target.get(), answer)) {
                return answer;
            }
            if (hops == MOST) {
                throw notFollowed(request, target.get(), "it is the " + (MOST + 1) + "th in a row");
            }
            Optional<String> objection = objection(request, current, target.get(), answer);
            if (objection.isPresent()) {
                throw notFollowed(current, target.get(), objection.get());
            }
            current = moved(current, target.get());
            answer = next.send(current);
        }
    }

    /** A blob's bytes are in an object storage: the registry looks there before it says so (protocol.md §3.1), and its address is signed for GET. */
    private static boolean isBlobElsewhere(Request request, URI target, Answer answer) {
        Origin from = Origin.of(request.uri());
        Origin to = Origin.of(target);
        // a login page is at home
        boolean isHome = from.equals(to)
                || from.host().equals(to.host())
                        && BLOB.matcher(target.getRawPath()).matches();
        return request.method().equals("HEAD")
                && answer.status() != 301
                && BLOB.matcher(request.uri().getRawPath()).matches()
                && !isHome;
    }

    private Optional<String> objection(Request request, Request current, URI target, Answer answer) {
        Origin from = Origin.of(current.uri());
        Origin to = Origin.of(target);
        boolean isRead = current.method().equals("GET") || current.method().equals("HEAD");
        boolean keepsMethod = answer.status() == 307 || answer.status() == 308;
        // what nginx is told to do with all of http: the same request, by TLS
        boolean isStepToTls = answer.status() != 303
                && from.isPlainOf(to)
                && current.uri().getRawPath().equals(target.getRawPath());
        if (target.getRawUserInfo() != null) {
            return Optional.of("there is a login in that address");
        }
        if (network.isForbidden(Origin.of(request.uri()), to)) {
            return Optional.of("a public registry has no business at a private address");
        }
        if (!isRead && !keepsMethod && !isStepToTls) {
            return Optional.of("a " + current.method() + " would become a GET");
        }
        if (!isRead && from.isTls() && !to.isTls()) {
            return Optional.of("it leads from https to http");
        }
        if (holdsSecret(current) && !isTrusted(from, to)) {
            return Optional.of("what proves the login stays with " + from);
        }
        return Optional.empty();
    }

    private static boolean isTrusted(Origin from, Origin to) {
        return from.equals(to) || from.isUpgradedBy(to);
    }

    /** The one body with a secret is the form that asks for a token. */
    private static boolean holdsSecret(Request request) {
        return request.body() instanceof Body.Bytes bytes && bytes.contentType().equals(FORM);
    }

    private static Request moved(Request request, URI target) {
        Request there = request.to(target);
        return isTrusted(Origin.of(request.uri()), Origin.of(target)) ? there : there.without("Authorization");
    }

    private static Answer arrived(Request request, Request last, Answer answer) throws IOException {
        boolean isAtHome = last.headers().containsKey("Authorization")
                || Origin.of(request.uri()).equals(Origin.of(last.uri()))
                || Origin.of(request.uri()).isUpgradedBy(Origin.of(last.uri()));
        if (answer.status() == 401 && !isAtHome) {
            // its challenge is not the registry's: no login is looked for there
            throw notFollowed(request, last.uri(), "that wants a login, which is not sent to another host or port");
        }
        return answer.redirected(target(last.uri(), answer));
    }

    private static UnusableAnswerException notFollowed(Request request, URI target, String why) {
        return new UnusableAnswerException(request.method() + " " + Trace.redact(request.uri()) + " is redirected to "
                + Trace.redact(target) + ", which is not followed: " + why);
    }

    /** A login page answers 200, too, and 404: after a redirect only what a registry says of a manifest is an answer. */
    static void requireRegistrys(Answer answer) throws RefusedException {
        boolean saysSo = answer.isSuccess()
                ? answer.header("docker-content-digest").isPresent()
                : answer.status() != 404
                        || answer.header("docker-distribution-api-version").isPresent()
                        || answer.header("content-type").orElse("").startsWith("application/json");
        if (answer.isRedirected() && !saysSo) {
            throw new RefusedException(new Refusal(
                    Refusal.Reason.UNEXPECTED,
                    answer.status(),
                    "the registry redirects to what does not answer as a registry: " + answer.status()));
        }
    }
}
