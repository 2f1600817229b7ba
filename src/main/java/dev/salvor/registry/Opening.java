// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.registry.endpoint.Endpoint;
import dev.salvor.registry.http.Access;
import dev.salvor.registry.http.Answer;
import dev.salvor.registry.http.Origin;
import dev.salvor.registry.http.Request;
import dev.salvor.registry.http.Sender;
import dev.salvor.registry.login.Credentials;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The first request, {@code GET /v2/}, which tells the registry's address for the rest of the run: most redirects of all lead from http to
 * https of the same host, and that is to be known before any password is sent.
 *
 * @param endpoint as typed, or as the registry's host corrects it
 * @param answer to {@code GET /v2/}
 */
record Opening(Endpoint endpoint, Answer answer) {
    private static final int MOST = 5;
    private static final String ROOT = "/v2/";

    /**
     * @param wire sends without following
     * @param redirects follows what leads elsewhere
     * @param notices hears if the address is another
     */
    static Opening of(
            Endpoint typed, Credentials credentials, Sender wire, Redirects redirects, Consumer<String> notices)
            throws IOException {
        Endpoint endpoint = typed;
        for (int hops = 0; ; hops++) {
            Request get = root(endpoint);
            Answer answer = wire.send(get);
            if (!Redirects.isRedirect(answer)) {
                if (hops > 0) {
                    notices.accept(typed.base() + " redirects to " + endpoint.base()
                            + ", which is the registry's address for this run");
                }
                return new Opening(endpoint, answer);
            }
            Optional<Endpoint> moved = Redirects.target(get.uri(), answer).flatMap(moved(endpoint, credentials));
            if (moved.isEmpty() || hops == MOST || moved.get().equals(endpoint)) {
                return new Opening(endpoint, redirects.follow(get, answer));
            }
            endpoint = moved.get();
        }
    }

    private static Request root(Endpoint endpoint) {
        return Request.of("GET", new RegistryPaths(endpoint.base()).root(), new Access.Anonymous());
    }

    /** The same host, at another path or by https: with a login only where both ports are the usual ones. */
    private static Function<URI, Optional<Endpoint>> moved(Endpoint endpoint, Credentials credentials) {
        Origin from = Origin.of(endpoint.base());
        boolean hasLogin = !(credentials instanceof Credentials.Anonymous);
        return target -> {
            Origin to = Origin.of(target);
            boolean follows = from.equals(to) || from.isUpgradedBy(to) || from.isPlainOf(to) && !hasLogin;
            String path = target.getRawPath().endsWith("/") ? target.getRawPath() : target.getRawPath() + "/";
            if (!follows || !path.endsWith(ROOT) || target.getRawUserInfo() != null) {
                return Optional.empty();
            }
            try {
                return Optional.of(new Endpoint(
                        to.isTls() ? Endpoint.Scheme.HTTPS : Endpoint.Scheme.HTTP,
                        endpoint.host(),
                        from.equals(to) ? endpoint.port() : target.getPort(),
                        path.substring(0, path.length() - ROOT.length()),
                        endpoint.prefix()));
            } catch (IllegalArgumentException noPathOfARegistry) {
                return Optional.empty();
            }
        };
    }
}
