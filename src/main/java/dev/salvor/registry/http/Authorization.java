// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import dev.salvor.image.RepositoryName;
import dev.salvor.registry.login.Credentials;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Adds the Authorization that the registry's first challenge asked for, to requests to this registry only.
 *
 * <p>That challenge is kept: when a token is not good enough, Harbor answers 401 with a Basic challenge, whatever it wants
 * (protocol.md §4.2).
 */
public final class Authorization implements Sender {
    private static final String HARBOR_SERVICE = "harbor-registry";

    private final URI registry;
    private final Credentials credentials;
    private final Sender tokenSender;
    private final InstantSource clock;
    private final Sender next;
    private final Authentication authentication;
    private volatile boolean harbor;
    private volatile Scheme scheme = new Scheme.None();

    private sealed interface Scheme {
        record None() implements Scheme {}

        record Basic(String header) implements Scheme {}

        /** @param catalogHeader what the catalog wants: Harbor refuses it to any token (protocol.md §5.1); empty elsewhere */
        record Bearer(TokenService service, Tokens tokens, String catalogHeader) implements Scheme {}
    }

    /** @param tokenSender sends requests to the token service, which must not come through here again */
    public Authorization(
            URI registry,
            Credentials credentials,
            Authentication authentication,
            Sender tokenSender,
            InstantSource clock,
            Sender next) {
        this.authentication = authentication;
        this.registry = registry;
        this.credentials = credentials;
        this.tokenSender = tokenSender;
        this.clock = clock;
        this.next = next;
    }

    /** Settles how to authenticate by the challenges of the registry's first 401. Bearer wins, as it does in every client. */
    public void adopt(List<Challenge> challenges) {
        Optional<Challenge.Bearer> bearer = challenges.stream()
                .filter(Challenge.Bearer.class::isInstance)
                .map(Challenge.Bearer.class::cast)
                .findFirst();
        harbor = bearer.map(challenge -> challenge.service().equals(HARBOR_SERVICE))
                .orElse(harbor);
        scheme = switch (authentication) {
            case AUTO -> bearer.<Scheme>map(this::bearer).orElseGet(() -> basic(challenges));
            case BASIC ->
                credentials instanceof Credentials.Password password
                        ? new Scheme.Basic(password.basic())
                        : new Scheme.None();
            case TOKEN -> bearer.<Scheme>map(this::bearer).orElseGet(Scheme.None::new);
        };
    }

    private Scheme basic(List<Challenge> challenges) {
        return challenges.stream().anyMatch(Challenge.Basic.class::isInstance)
                        && credentials instanceof Credentials.Password password
                ? new Scheme.Basic(password.basic())
                : new Scheme.None();
    }

    /** Whether the challenge was Harbor's. */
    public boolean isHarbor() {
        return harbor;
    }

    /** Whatever changed on the registry, such as new projects: tokens from before count for nothing there (protocol.md §4.2). */
    public void forgetTokens() {
        if (scheme instanceof Scheme.Bearer bearer) {
            bearer.tokens().forget();
        }
    }

    /**
     * Asks for a token that would be good for pushing to all of these, to see what it grants; it is not kept.
     *
     * @return empty if no service gives tokens here
     * @throws IOException if the service cannot be asked
     */
    public Optional<Request> tokenRequest(List<RepositoryName> repositories) throws IOException {
        if (!(scheme instanceof Scheme.Bearer bearer) || credentials instanceof Credentials.RegistryToken) {
            return Optional.empty();
        }
        List<String> scopes = repositories.stream()
                .flatMap(repository -> new Access.Push(repository).scopes().stream())
                .toList();
        return Optional.of(bearer.service().request(scopes));
    }

    @Override
    public Answer send(Request request) throws IOException {
        if (request.access() instanceof Access.Anonymous || !goesToTheRegistry(request.uri())) {
            return next.send(request);
        }
        return switch (scheme) {
            case Scheme.None _ -> sendUnchallenged(request);
            case Scheme.Basic(String header) -> next.send(request.withHeader("Authorization", header));
            case Scheme.Bearer bearer -> sendWithToken(request, bearer);
        };
    }

    /** A registry that lets anybody ask {@code /v2/} may still challenge later. */
    private Answer sendUnchallenged(Request request) throws IOException {
        Answer answer = next.send(request);
        if (answer.status() != 401) {
            return answer;
        }
        adopt(Challenge.parse(answer.headers("www-authenticate")));
        return scheme instanceof Scheme.None ? answer : send(request);
    }

    private Answer sendWithToken(Request request, Scheme.Bearer bearer) throws IOException {
        if (request.access() instanceof Access.Catalog
                && !bearer.catalogHeader().isEmpty()) {
            return next.send(request.withHeader("Authorization", bearer.catalogHeader()));
        }
        for (int attempt = 1; ; attempt++) {
            switch (bearer.tokens().get(request.access())) {
                case TokenService.Reply.Refused(Answer refusal) -> {
                    return refusal.ofTokenService();
                }
                case TokenService.Reply.Granted(Token token) -> {
                    Answer answer = next.send(request.withHeader("Authorization", "Bearer " + token.value()));
                    boolean once = attempt > 1 || request.access() instanceof Access.Cancel;
                    if (once || answer.status() != 401 || saysThatNoLoginHelps(answer)) {
                        return answer;
                    }
                    bearer.tokens().reject(request.access(), token);
                }
            }
        }
    }

    /** Harbor's empty header: the project is missing or the name is illegal (protocol.md §5.5). */
    private static boolean saysThatNoLoginHelps(Answer answer) {
        return Challenge.parse(answer.headers("www-authenticate")).isEmpty();
    }

    private Scheme.Bearer bearer(Challenge.Bearer challenge) {
        TokenService service = new TokenService(challenge, credentials, registry, tokenSender, clock);
        Function<RepositoryName, String> unit = harbor ? RepositoryName::project : RepositoryName::value;
        boolean sendsPassword = harbor && authentication != Authentication.TOKEN;
        String catalogHeader =
                sendsPassword && credentials instanceof Credentials.Password password ? password.basic() : "";
        return new Scheme.Bearer(service, new Tokens(service, unit, clock), catalogHeader);
    }

    private boolean goesToTheRegistry(URI uri) {
        return Origin.of(uri).equals(Origin.of(registry));
    }
}
