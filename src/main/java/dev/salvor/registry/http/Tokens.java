// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import dev.salvor.image.RepositoryName;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Stream;

/** The tokens of this run by what they are good for. Many threads that need one wait for a single request. */
final class Tokens {
    private final TokenService service;
    private final Function<RepositoryName, String> unit;
    private final InstantSource clock;
    private final ConcurrentMap<Key, CompletableFuture<TokenService.Reply>> cache = new ConcurrentHashMap<>();

    /** What the registry's challenges want beyond {@link Access#scopes}. */
    private final ConcurrentMap<Key, List<String>> wider = new ConcurrentHashMap<>();

    /** What a token is good for; empty strings where nothing. */
    private record Key(String kind, String unit, String from) {}

    /** @param unit what one token covers: the project in Harbor (protocol.md §4.2), the repository elsewhere */
    Tokens(TokenService service, Function<RepositoryName, String> unit, InstantSource clock) {
        this.service = service;
        this.unit = unit;
        this.clock = clock;
    }

    TokenService.Reply get(Access access) throws IOException {
        Key key = key(access);
        while (true) {
            CompletableFuture<TokenService.Reply> mine = new CompletableFuture<>();
            CompletableFuture<TokenService.Reply> known = cache.putIfAbsent(key, mine);
            if (known == null) {
                return fetch(key, access, mine);
            }
            Optional<TokenService.Reply> reply = await(known);
            if (reply.isPresent() && isGood(reply.get())) {
                return reply.get();
            }
            cache.remove(key, known);
        }
    }

    private boolean isGood(TokenService.Reply reply) {
        return switch (reply) {
            case TokenService.Reply.Refused _ -> true;
            case TokenService.Reply.Granted(Token token) -> clock.instant().isBefore(token.renewAt());
        };
    }

    /** The scopes that a token for this is asked with. */
    List<String> scopes(Access access) {
        List<String> scopes = new ArrayList<>(access.scopes());
        scopes.addAll(wider.getOrDefault(key(access), List.of()));
        return scopes;
    }

    /** The registry wants more of a token for this than salvor thought: it is asked for from now on. */
    void widen(Access access, List<String> more) {
        wider.merge(
                key(access),
                more,
                (old, added) ->
                        Stream.concat(old.stream(), added.stream()).distinct().toList());
    }

    /** The service gives no token for what the registry wants. */
    void narrow(Access access) {
        wider.remove(key(access));
    }

    /** The registry refused this token: the next {@link #get} asks for another, unless somebody has already. */
    void reject(Access access, Token token) {
        Key key = key(access);
        CompletableFuture<TokenService.Reply> known = cache.get(key);
        if (known != null && known.isDone() && new TokenService.Reply.Granted(token).equals(known.getNow(null))) {
            cache.remove(key, known);
        }
    }

    /** What was granted up to now is asked for again. */
    void forget() {
        cache.clear();
    }

    private TokenService.Reply fetch(Key key, Access access, CompletableFuture<TokenService.Reply> promise)
            throws IOException {
        try {
            TokenService.Reply reply = service.ask(scopes(access));
            if (reply instanceof TokenService.Reply.Refused) {
                cache.remove(key, promise);
            }
            promise.complete(reply);
            return reply;
        } catch (IOException | RuntimeException e) {
            cache.remove(key, promise);
            if (!Thread.currentThread().isInterrupted()) {
                promise.completeExceptionally(e);
            }
            throw e;
        } finally {
            // an interruption is this thread's alone, and so is an Error
            if (!promise.isDone()) {
                cache.remove(key, promise);
                promise.cancel(false);
            }
        }
    }

    /**
     * What another thread asked for; empty if it was stopped before it knew. Its failure is thrown as it is: {@link RetryRules} tells by
     * the type whether to ask again.
     */
    private static Optional<TokenService.Reply> await(CompletableFuture<TokenService.Reply> known) throws IOException {
        try {
            return Optional.of(known.get());
        } catch (CancellationException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while another request asked for a token");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case RuntimeException bug -> throw bug;
                default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    private Key key(Access access) {
        return switch (access) {
            case Access.Anonymous _, Access.Login _ -> new Key("login", "", "");
            case Access.Catalog _ -> new Key("catalog", "", "");
            case Access.Pull(RepositoryName repository) -> new Key("pull", unit.apply(repository), "");
            case Access.Push(RepositoryName repository) -> new Key("push", unit.apply(repository), "");
            case Access.Cancel(RepositoryName repository) -> new Key("cancel", unit.apply(repository), "");
            case Access.Mount(RepositoryName repository, RepositoryName from) ->
                unit.apply(repository).equals(unit.apply(from))
                        ? new Key("push", unit.apply(repository), "")
                        : new Key("push", unit.apply(repository), unit.apply(from));
        };
    }
}
