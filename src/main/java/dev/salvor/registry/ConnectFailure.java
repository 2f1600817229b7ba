// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.Failure;
import dev.salvor.registry.endpoint.Endpoint;
import dev.salvor.registry.http.ConnectionSettings;
import dev.salvor.registry.http.TokenServiceAnswerException;
import dev.salvor.registry.http.TokenServiceException;
import dev.salvor.registry.problem.ProblemException;
import dev.salvor.registry.problem.RegistryProblem;
import dev.salvor.registry.route.ProxyServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import javax.net.ssl.SSLException;

/** Says in the user's words why a registry could not be reached. */
final class ConnectFailure {
    private ConnectFailure() {}

    /** Not by the exception's type: a timeout is an InterruptedIOException, too. */
    static void requireNoInterruption() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted during the login");
        }
    }

    static Failure.Unavailable of(Endpoint endpoint, IOException failure, ConnectionSettings settings) {
        return of(where(endpoint, settings), endpoint, failure, settings);
    }

    /** @param registry that names the token service */
    static Failure.Unavailable ofTokenService(
            Endpoint registry, TokenServiceException failure, ConnectionSettings settings) {
        Endpoint service;
        try {
            service = Endpoint.parse(
                    failure.realm().getScheme() + "://" + failure.realm().getRawAuthority(), "");
        } catch (Failure e) {
            return of(registry, failure, settings);
        }
        if (service.authority().equals(registry.authority()) && service.scheme() == registry.scheme()) {
            return of(registry, failure.failure(), settings);
        }
        Failure.Unavailable told = of(
                "the token service " + service.base() + " (" + where(registry, settings) + " sends logins there)",
                service,
                failure.failure(),
                settings);
        boolean isAboutName = failure.failure() instanceof UnknownHostException;
        // what an advice says of the address helps nobody who cannot type another
        return isAboutName || TlsFailure.isAboutCertificate(failure.failure())
                ? told
                : unavailable(told.getMessage(), new RegistryProblem.TokenServiceAddress(), failure);
    }

    /** Its service answers, and is in trouble. */
    static Failure.Unavailable ofTokenService(Endpoint registry, TokenServiceAnswerException failure) {
        String pause = failure.answer()
                .header("retry-after")
                .map(its -> ", Retry-After: " + its)
                .orElse("");
        return unavailable(
                "nobody can log in to " + registry.authority() + " now: " + failure.getMessage() + pause,
                new RegistryProblem.NotReady(),
                failure);
    }

    private static Failure.Unavailable of(
            String where, Endpoint endpoint, IOException failure, ConnectionSettings settings) {
        RegistryProblem unreachable =
                new RegistryProblem.Unreachable(proxy(endpoint, settings).isPresent());
        return switch (failure) {
            case UnknownHostException _ ->
                unavailable(
                        "the host of " + where + " has no address",
                        new RegistryProblem.UnknownHost(endpoint.host(), endpoint.effectivePort()),
                        failure);
            case SSLException tls -> {
                TlsFailure told = TlsFailure.of(where, tls);
                yield unavailable(told.message(), told.problem(), failure);
            }
            case SocketTimeoutException _ ->
                unavailable(where + " does not answer in time", new RegistryProblem.Silent(), failure);
            case ConnectException _, NoRouteToHostException _ ->
                unavailable("cannot connect to " + where + ": " + failure.getMessage(), unreachable, failure);
            default ->
                unavailable("the connection to " + where + " failed: " + failure.getMessage(), unreachable, failure);
        };
    }

    private static Failure.Unavailable unavailable(String message, RegistryProblem problem, IOException failure) {
        return new Failure.Unavailable(message, new ProblemException(problem, failure));
    }

    private static Optional<ProxyServer> proxy(Endpoint endpoint, ConnectionSettings settings) {
        return settings.route().proxies().proxyFor(endpoint.scheme().name(), endpoint.host(), endpoint.effectivePort());
    }

    private static String where(Endpoint endpoint, ConnectionSettings settings) {
        return proxy(endpoint, settings)
                .map(proxy -> endpoint.authority() + " through the proxy " + proxy.describe())
                .orElse(endpoint.authority());
    }
}
