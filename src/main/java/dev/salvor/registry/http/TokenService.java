// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import dev.salvor.registry.login.Credentials;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Asks the token service that a challenge names (distribution, spec/auth/token.md; distribution, spec/auth/oauth.md). */
final class TokenService {
    private final Challenge.Bearer challenge;
    private final Credentials credentials;
    private final TokenRealm realm;
    private final Sender sender;
    private final InstantSource clock;

    /** @param notices hears once that the realm cannot be used as it is */
    TokenService(
            Challenge.Bearer challenge,
            Credentials credentials,
            URI registry,
            Sender sender,
            InstantSource clock,
            Consumer<String> notices) {
        this.challenge = challenge;
        this.credentials = credentials;
        this.sender = sender;
        this.clock = clock;
        boolean withSecret =
                credentials instanceof Credentials.Password || credentials instanceof Credentials.IdentityToken;
        this.realm = new TokenRealm(challenge.realm(), registry, withSecret, notices);
    }

    /** A token of the service, or its refusal. */
    sealed interface Reply {
        record Granted(Token token) implements Reply {}

        record Refused(Answer answer) implements Reply {}
    }

    /** @throws IOException if no answer came or one that is neither a token nor a refusal of the login */
    Reply ask(Access access) throws IOException {
        return ask(access.scopes());
    }

    /** @throws IOException as {@link #ask(Access)} */
    Reply ask(List<String> scopes) throws IOException {
        if (credentials instanceof Credentials.RegistryToken given) {
            return new Reply.Granted(Token.eternal(given.token().reveal()));
        }
        IOException first = null;
        for (URI place : realm.places()) {
            try {
                Reply reply = ask(place, scopes);
                if (reply instanceof Reply.Granted) {
                    realm.settle(place);
                }
                return reply;
            } catch (UnusableAnswerException e) {
                first = first == null ? objected(e) : first;
            } catch (TokenServiceException e) {
                first = first == null ? e : first;
                if (!RetryRules.isAboutConnecting(e.failure())) {
                    throw first;
                }
            } catch (IOException e) {
                throw first == null ? e : first;
            }
        }
        throw first == null ? new UnusableAnswerException("no token service is named") : first;
    }

    private UnusableAnswerException objected(UnusableAnswerException failure) throws UnusableAnswerException {
        return realm.objection()
                .map(words -> new UnusableAnswerException(words + " (instead " + failure.getMessage() + ")"))
                .orElse(failure);
    }

    private Reply ask(URI place, List<String> scopes) throws IOException {
        Answer answer = send(request(place, scopes), place);
        if (answer.status() >= 500
                || RetryRules.isTemporary(answer)
                || RetryAfter.asked(answer, clock).isPresent()) {
            throw new TokenServiceAnswerException(told(place, answer), answer);
        }
        // a firewall's 403 is no word on the login; a 401 with a page is how a web server asks for a password
        if (answer.status() == 401 || answer.status() == 403 && !isPage(answer)) {
            return new Reply.Refused(answer);
        }
        if (!answer.isSuccess() || isPage(answer)) {
            throw new UnusableAnswerException(told(place, answer));
        }
        return new Reply.Granted(Token.read(answer, clock.instant()));
    }

    private static String told(URI place, Answer answer) {
        String page = isPage(answer) ? " with a page: something in front of it answered" : "";
        return "the token service at " + place + " answered " + answer.status() + page;
    }

    private static boolean isPage(Answer answer) {
        return answer.header("content-type")
                .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("text/html"))
                .isPresent();
    }

    private Answer send(Request request, URI place) throws IOException {
        try {
            return sender.send(request);
        } catch (UnusableAnswerException e) {
            throw e;
        } catch (IOException e) {
            throw new TokenServiceException(place, e);
        }
    }

    /** @throws IOException if the challenge names no address */
    Request request(List<String> scopes) throws IOException {
        return request(realm.places().getFirst(), scopes);
    }

    private Request request(URI place, List<String> scopes) {
        List<String> parameters = new ArrayList<>();
        if (!challenge.service().isEmpty()) {
            parameters.add(parameter("service", challenge.service()));
        }
        return switch (credentials) {
            case Credentials.Anonymous _, Credentials.RegistryToken _ -> get(place, parameters, scopes);
            case Credentials.Password password -> {
                parameters.add(parameter("account", password.username()));
                yield get(place, parameters, scopes).withHeader("Authorization", password.basic());
            }
            case Credentials.IdentityToken identity -> {
                parameters.add(parameter("grant_type", "refresh_token"));
                parameters.add(parameter("client_id", "salvor"));
                parameters.add(parameter("scope", String.join(" ", scopes)));
                parameters.add(parameter("refresh_token", identity.token().reveal()));
                byte[] form = String.join("&", parameters).getBytes(StandardCharsets.UTF_8);
                yield Request.of("POST", place, new Access.Anonymous())
                        .with(new Body.Bytes("application/x-www-form-urlencoded", form));
            }
        };
    }

    private static Request get(URI realm, List<String> parameters, List<String> scopes) {
        List<String> all = new ArrayList<>(parameters);
        scopes.forEach(scope -> all.add(parameter("scope", scope)));
        String query = all.stream().collect(Collectors.joining("&"));
        String separator = query.isEmpty() ? "" : realm.getRawQuery() == null ? "?" : "&";
        return Request.of("GET", URI.create(realm + separator + query), new Access.Anonymous());
    }

    private static String parameter(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
