// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.Failure;
import dev.salvor.registry.endpoint.Endpoint;
import dev.salvor.registry.http.ConnectionSettings;
import dev.salvor.registry.http.TokenServiceException;
import dev.salvor.registry.route.ProxyServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Says in the user's words why a registry could not be reached. */
final class ConnectFailure {
    private ConnectFailure() {}

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
        return isAboutName || isAboutCertificate(failure.failure())
                ? told
                : new Failure.Unavailable(
                        told.getMessage(),
                        "The registry names this address: see that it works from here, or have its external URL corrected.",
                        failure);
    }

    private static Failure.Unavailable of(
            String where, Endpoint endpoint, IOException failure, ConnectionSettings settings) {
        return switch (failure) {
            case UnknownHostException _ ->
                new Failure.Unavailable(
                        "the host of " + where + " has no address",
                        "Check the name. If DNS is what broke: --resolve " + endpoint.host() + ":"
                                + endpoint.effectivePort() + ":ADDRESS",
                        failure);
            case SSLException tls -> tls(where, tls, settings);
            case SocketTimeoutException _ ->
                new Failure.Unavailable(
                        where + " does not answer in time", "Check host, port and the network between.", failure);
            case ConnectException _, NoRouteToHostException _ ->
                new Failure.Unavailable(
                        "cannot connect to " + where + ": " + failure.getMessage(),
                        advice(endpoint, settings),
                        failure);
            default ->
                new Failure.Unavailable(
                        "the connection to " + where + " failed: " + failure.getMessage(),
                        advice(endpoint, settings),
                        failure);
        };
    }

    private static Failure.Unavailable tls(String where, SSLException failure, ConnectionSettings settings) {
        if (failure instanceof SSLPeerUnverifiedException) {
            return new Failure.Unavailable(
                    "the certificate of " + where + " is for another name: " + failure.getMessage(),
                    "Use a name that it is for, with --resolve NAME:PORT:ADDRESS if DNS does not know that.",
                    failure);
        }
        if (isAboutCertificate(failure)) {
            return new Failure.Unavailable(
                    "the certificate of " + where + " is not trusted: " + failure.getMessage(),
                    "Name the registry's CA with --ca-file (trusted are "
                            + settings.roots().describe() + "), or accept any certificate with --tls-verify=false.",
                    failure);
        }
        return new Failure.Unavailable(
                where + " does not speak TLS: " + failure.getMessage(),
                "If plain http is meant, type http:// in front.",
                failure);
    }

    private static String advice(Endpoint endpoint, ConnectionSettings settings) {
        return proxy(endpoint, settings).isPresent()
                ? "Check the proxy, and whether it is meant for this host: $NO_PROXY names those that need none."
                : "Check host and port, and that the registry runs.";
    }

    private static Optional<ProxyServer> proxy(Endpoint endpoint, ConnectionSettings settings) {
        return settings.route().proxies().proxyFor(endpoint.scheme().name(), endpoint.host(), endpoint.effectivePort());
    }

    private static String where(Endpoint endpoint, ConnectionSettings settings) {
        return proxy(endpoint, settings)
                .map(proxy -> endpoint.authority() + " through the proxy " + proxy.describe())
                .orElse(endpoint.authority());
    }

    private static boolean isAboutCertificate(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException || cause instanceof java.security.cert.CertPathBuilderException) {
                return true;
            }
        }
        return false;
    }
}
