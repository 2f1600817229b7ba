// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import dev.salvor.registry.login.Credentials;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Asks the token service that a challenge names (distribution, spec/auth/token.md; distribution, spec/auth/oauth.md). */
final class TokenService {
    private final Challenge.Bearer challenge;
    private final Credentials credentials;
    private final URI registry;
    private final Sender sender;
    private final InstantSource clock;

    TokenService(
            Challenge.Bearer challenge, Credentials credentials, URI registry, Sender sender, InstantSource clock) {
        this.challenge = challenge;
        this.credentials = credentials;
        this.registry = registry;
        this.sender = sender;
        this.clock = clock;
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
        Answer answer = send(request(scopes));
        if (answer.status() >= 500
                || RetryRules.isTemporary(answer)
                || RetryAfter.asked(answer, clock).isPresent()) {
            throw new TokenServiceAnswerException(told(answer), answer);
        }
        // a firewall's 403 is no word on the login; a 401 with a page is how a web server asks for a password
        if (answer.status() == 401 || answer.status() == 403 && !isPage(answer)) {
            return new Reply.Refused(answer);
        }
        if (!answer.isSuccess() || isPage(answer)) {
            throw new UnusableAnswerException(told(answer));
        }
        return new Reply.Granted(Token.read(answer, clock.instant()));
    }

    private String told(Answer answer) {
        String page = isPage(answer) ? " with a page: something in front of it answered" : "";
        return "the token service at " + challenge.realm() + " answered " + answer.status() + page;
    }

    private static boolean isPage(Answer answer) {
        return answer.header("content-type")
                .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("text/html"))
                .isPresent();
    }

    private Answer send(Request request) throws IOException {
        try {
            return sender.send(request);
        } catch (UnusableAnswerException e) {
            throw e;
        } catch (IOException e) {
            throw new TokenServiceException(realm(), e);
        }
    }

    /** @throws IOException if the challenge names no place that a password may be sent to */
    Request request(List<String> scopes) throws IOException {
        List<String> parameters = new ArrayList<>();
        if (!challenge.service().isEmpty()) {
            parameters.add(parameter("service", challenge.service()));
        }
        URI realm = realm();
        return switch (credentials) {
            case Credentials.Anonymous _, Credentials.RegistryToken _ -> get(realm, parameters, scopes);
            case Credentials.Password password -> {
                requireTrust(realm);
                parameters.add(parameter("account", password.username()));
                yield get(realm, parameters, scopes).withHeader("Authorization", password.basic());
            }
            case Credentials.IdentityToken identity -> {
                requireTrust(realm);
                parameters.add(parameter("grant_type", "refresh_token"));
                parameters.add(parameter("client_id", "salvor"));
                parameters.add(parameter("scope", String.join(" ", scopes)));
                parameters.add(parameter("refresh_token", identity.token().reveal()));
                byte[] form = String.join("&", parameters).getBytes(StandardCharsets.UTF_8);
                yield Request.of("POST", realm, new Access.Anonymous())
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

    private URI realm() throws IOException {
        try {
            URI realm = new URI(challenge.realm());
            if (realm.getHost() != null) {
                return realm;
            }
            throw unusableRealm();
        } catch (URISyntaxException e) {
            throw unusableRealm();
        }
    }

    private UnusableAnswerException unusableRealm() {
        return new UnusableAnswerException("the registry names '" + challenge.realm() + "' as its token service");
    }

    /** A password goes to an https realm, or to the registry's own host over the http that the user agreed to, nowhere else. */
    private void requireTrust(URI realm) throws IOException {
        boolean https = "https".equalsIgnoreCase(realm.getScheme());
        boolean sameHost = realm.getHost().equalsIgnoreCase(registry.getHost());
        if (!https && !(sameHost && "http".equalsIgnoreCase(registry.getScheme()))) {
            throw new UnusableAnswerException("the token service " + challenge.realm()
                    + " is not https: no password is sent there, have its external URL corrected in the registry");
        }
    }

    private static String parameter(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
