// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.route;

import dev.salvor.Failure;
import dev.salvor.TextInput;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which proxy a request goes through: {@code HTTPS_PROXY} for https, {@code HTTP_PROXY} for http, none for the hosts of
 * {@code NO_PROXY} and for this machine. Lower case counts where upper case is not set (golang.org/x/net/http/httpproxy).
 */
public final class ProxyRules {
    private final Optional<ProxyServer> http;
    private final Optional<ProxyServer> https;
    private final NoProxy exceptions;

    private ProxyRules(Optional<ProxyServer> http, Optional<ProxyServer> https, NoProxy exceptions) {
        this.http = http;
        this.https = https;
        this.exceptions = exceptions;
    }

    /** @throws Failure.Source if a variable names no proxy that can be used */
    public static ProxyRules of(Map<String, String> environment) {
        return new ProxyRules(
                server(environment, "HTTP_PROXY"),
                server(environment, "HTTPS_PROXY"),
                NoProxy.parse(value(environment, "NO_PROXY")));
    }

    /** @param scheme http or https */
    public Optional<ProxyServer> proxyFor(String scheme, String host, int port) {
        Optional<ProxyServer> proxy = scheme.equalsIgnoreCase("https") ? https : http;
        return isThisMachine(host) || exceptions.matches(host, port) ? Optional.empty() : proxy;
    }

    /** All that may be used. */
    public List<ProxyServer> servers() {
        return Stream.of(http, https).flatMap(Optional::stream).toList();
    }

    private static Optional<ProxyServer> server(Map<String, String> environment, String variable) {
        String value = value(environment, variable);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ProxyServer.parse(value, variable));
        } catch (IllegalArgumentException e) {
            throw new Failure.Source(
                    "the proxy cannot be used: " + e.getMessage(),
                    "Expected is " + variable + "=http://[user:password@]host:port; unset it to go without a proxy.");
        }
    }

    private static String value(Map<String, String> environment, String variable) {
        String upper = environment.getOrDefault(variable, "");
        return TextInput.value(
                upper.isEmpty() ? environment.getOrDefault(variable.toLowerCase(Locale.ROOT), "") : upper);
    }

    private static boolean isThisMachine(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException aName) {
            return false;
        }
    }
}
