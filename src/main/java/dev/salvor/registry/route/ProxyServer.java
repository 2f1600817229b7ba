// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.route;

import dev.salvor.registry.login.Credentials;
import dev.salvor.registry.login.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A proxy that requests go through.
 *
 * @param login for the proxy, if it wants one
 * @param origin the variable that named it, for messages
 */
public record ProxyServer(String host, int port, Optional<Credentials.Password> login, String origin) {
    private static final int DEFAULT_PORT = 80;
    private static final int MAX_PORT = 65_535;

    /**
     * Reads {@code [http://][user:password@]host[:port]}.
     *
     * @throws IllegalArgumentException if it has another form; the message never has a password in it
     */
    static ProxyServer parse(String text, String origin) {
        try {
            URI uri = new URI(text.contains("://") ? text : "http://" + text);
            if (uri.getHost() == null || !uri.getScheme().equalsIgnoreCase("http")) {
                throw new IllegalArgumentException(origin + " names no http:// proxy");
            }
            if (uri.getPort() > MAX_PORT) {
                throw new IllegalArgumentException(origin + " names the port " + uri.getPort());
            }
            int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
            return new ProxyServer(uri.getHost(), port, login(uri.getRawUserInfo()), origin);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(origin + " is not the URL of a proxy: " + e.getReason());
        }
    }

    /** {@code proxy.example.com:3128 ($HTTPS_PROXY)}. */
    public String describe() {
        return host + ":" + port + " ($" + origin + ")";
    }

    private static Optional<Credentials.Password> login(String userInfo) {
        if (userInfo == null) {
            return Optional.empty();
        }
        int colon = userInfo.indexOf(':');
        String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
        String password = colon < 0 ? "" : userInfo.substring(colon + 1);
        return Optional.of(new Credentials.Password(decode(user), Secret.of(decode(password))));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
