// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import dev.salvor.image.RepositoryName;
import dev.salvor.registry.login.Credentials;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Adds the Authorization that the registry's first challenge asked for, to requests to this registry only.
 *
 * <p>That challenge is kept: when a token is not good enough, Harbor answers 401 with a Basic challenge, whatever it wants
 * (protocol.md §4.2).
 */
public final class Authorization implements Sender {
    private static final String HARBOR_SERVICE = "harbor-registry";

    /** One for a token that ended, one for a challenge that wants more of it. */
    private static final int MOST_TOKENS = 3;

    private final URI registry;
    private final CurrentLogin login;
    private final Sender tokenSender;
    private final InstantSource clock;
    private final Consumer<String> notices;
    private final Sender next;
    private final Authentication authentication;
    private volatile boolean harbor;
    private volatile Scheme scheme = new Scheme.None();
    private volatile List<Challenge> adopted = List.of();
    private final PasswordProof proof;

    private sealed interface Scheme {
        record None() implements Scheme {}

        record Basic(String header) implements Scheme {}

        /** @param catalogHeader what the catalog wants: Harbor refuses it to any token (protocol.md §5.1); empty elsewhere */
        record Bearer(TokenService service, Tokens tokens, String catalogHeader) implements Scheme {}
    }

    /**
     * @param again the login, read once more from where it came
     * @param tokenSender sends requests to the token service, which must not come through here again
     * @param notices hears once of a token service that is not where the registry says
     */
    public Authorization(
            URI registry,
            Credentials credentials,
            Supplier<Credentials> again,
            Authentication authentication,
            Sender tokenSender,
            InstantSource clock,
            Consumer<String> notices,
            Sender next) {
        this.authentication = authentication;
        this.registry = registry;
        this.login = new CurrentLogin(credentials, again);
        this.tokenSender = tokenSender;
        this.clock = clock;
        this.notices = notices;
        this.next = next;
        this.proof = new PasswordProof(registry, clock, next);
    }

    /** Settles how to authenticate by the challenges of the registry's first 401. Bearer wins, as it does in every client. */
    public void adopt(List<Challenge> challenges) {
        adopted = challenges;
        Optional<Challenge.Bearer> bearer = challenges.stream()
                .filter(Challenge.Bearer.class::isInstance)
                .map(Challenge.Bearer.class::cast)
                .findFirst();
        harbor = bearer.map(challenge -> challenge.service().equals(HARBOR_SERVICE))
                .orElse(harbor);
        scheme = switch (authentication) {
            case AUTO -> bearer.<Scheme>map(this::bearer).orElseGet(() -> basic(challenges));
            case BASIC ->
                login.credentials() instanceof Credentials.Password password
                        ? new Scheme.Basic(password.basic())
                        : new Scheme.None();
            case TOKEN -> bearer.<Scheme>map(this::bearer).orElseGet(Scheme.None::new);
        };
    }

    private Scheme basic(List<Challenge> challenges) {
        return challenges.stream().anyMatch(Challenge.Basic.class::isInstance)
                        && login.credentials() instanceof Credentials.Password password
                ? new Scheme.Basic(password.basic())
                : new Scheme.None();
    }

    public Credentials credentials() {
        return login.credentials();
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
        if (!(scheme instanceof Scheme.Bearer bearer) || login.credentials() instanceof Credentials.RegistryToken) {
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
        Credentials used = login.credentials();
        Answer answer = sendAuthorized(request);
        if (!isRefusal(answer) || used instanceof Credentials.Anonymous || request.access() instanceof Access.Cancel) {
            return answer;
        }
        Answer explained = explain(request, answer);
        if (!saysThatTheLoginIsOver(explained) || !login.renew(used)) {
            return explained;
        }
        adopt(adopted);
        return sendAuthorized(request);
    }

    private Answer sendAuthorized(Request request) throws IOException {
        return switch (scheme) {
            case Scheme.None _ -> sendUnchallenged(request);
            case Scheme.Basic(String header) -> next.send(request.withHeader("Authorization", header));
            case Scheme.Bearer bearer -> sendWithToken(request, bearer);
        };
    }

    private static boolean isRefusal(Answer answer) {
        return answer.status() == 400 || answer.status() == 401 || answer.status() == 403;
    }

    private Answer explain(Request request, Answer answer) throws IOException {
        return scheme instanceof Scheme.Basic(String header) ? proof.explain(request, answer, header) : answer;
    }

    private boolean saysThatTheLoginIsOver(Answer answer) {
        boolean isOfPassword = scheme instanceof Scheme.Basic || answer.isOfTokenService();
        return answer.saysThatTheLoginEnded()
                || answer.status() == 401 && isOfPassword && !saysThatNoLoginHelps(answer);
    }

    /** A registry that lets anybody ask {@code /v2/} may still challenge later. */
    private Answer sendUnchallenged(Request request) throws IOException {
        Answer answer = next.send(request);
        if (answer.status() != 401) {
            return answer;
        }
        adopt(Challenge.parse(answer.headers("www-authenticate")));
        return scheme instanceof Scheme.None ? answer : sendAuthorized(request);
    }

    private Answer sendWithToken(Request request, Scheme.Bearer bearer) throws IOException {
        if (request.access() instanceof Access.Catalog
                && !bearer.catalogHeader().isEmpty()) {
            return next.send(request.withHeader("Authorization", bearer.catalogHeader()));
        }
        Optional<Answer> before = Optional.empty();
        for (int attempt = 1; ; attempt++) {
            switch (bearer.tokens().get(request.access())) {
                case TokenService.Reply.Refused(Answer refusal) -> {
                    if (before.isEmpty()) {
                        return refusal.ofTokenService();
                    }
                    bearer.tokens().narrow(request.access());
                    return before.get();
                }
                case TokenService.Reply.Granted(Token token) -> {
                    Answer answer = next.send(request.withHeader("Authorization", "Bearer " + token.value()));
                    List<String> missing = Scopes.missing(bearer.tokens().scopes(request.access()), answer);
                    if (!mayAnotherTokenHelp(request, answer, missing)) {
                        return answer;
                    }
                    if (attempt == MOST_TOKENS || attempt > 1 && missing.isEmpty()) {
                        return answer;
                    }
                    if (!missing.isEmpty()) {
                        bearer.tokens().widen(request.access(), missing);
                        before = Optional.of(answer);
                    }
                    bearer.tokens().reject(request.access(), token);
                }
            }
        }
    }

    /** A 403 says so by its challenge (RFC 6750, 3.1), or in words. */
    private static boolean mayAnotherTokenHelp(Request request, Answer answer, List<String> missing) {
        if (request.access() instanceof Access.Cancel) {
            return false;
        }
        return switch (answer.status()) {
            case 401 -> !saysThatNoLoginHelps(answer);
            case 403 -> !missing.isEmpty() || answer.saysThatTheLoginEnded();
            default -> false;
        };
    }

    /** Harbor's empty header: the project is missing or the name is illegal (protocol.md §5.5). */
    private static boolean saysThatNoLoginHelps(Answer answer) {
        return Challenge.parse(answer.headers("www-authenticate")).isEmpty();
    }

    private Scheme.Bearer bearer(Challenge.Bearer challenge) {
        TokenService service = new TokenService(challenge, login.credentials(), registry, tokenSender, clock, notices);
        Function<RepositoryName, String> unit = harbor ? RepositoryName::project : RepositoryName::value;
        boolean sendsPassword = harbor && authentication != Authentication.TOKEN;
        String catalogHeader =
                sendsPassword && login.credentials() instanceof Credentials.Password password ? password.basic() : "";
        return new Scheme.Bearer(service, new Tokens(service, unit, clock), catalogHeader);
    }

    private boolean goesToTheRegistry(URI uri) {
        return Origin.of(uri).equals(Origin.of(registry));
    }
}
