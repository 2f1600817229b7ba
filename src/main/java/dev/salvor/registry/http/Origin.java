// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.net.URI;
import java.util.Locale;

/**
 * Whom a request goes to (RFC 6454): what proves us to one origin is no other's business.
 *
 * @param scheme in lower case
 * @param host in lower case
 * @param port the scheme's own where none was named
 */
public record Origin(String scheme, String host, int port) {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /** @param uri absolute, with a host */
    public static Origin of(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int usual = scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
        return new Origin(scheme, uri.getHost().toLowerCase(Locale.ROOT), uri.getPort() < 0 ? usual : uri.getPort());
    }

    public boolean isTls() {
        return scheme.equals("https");
    }

    /** Whether the other is this host by TLS, which it asks for in place of plain http. */
    public boolean isPlainOf(Origin other) {
        return !isTls() && other.isTls() && host.equals(other.host);
    }

    /** The same with both ports the usual ones: the one change of origin that does not change whom we trust, only makes it safer. */
    public boolean isUpgradedBy(Origin other) {
        return isPlainOf(other) && port == HTTP_PORT && other.port == HTTPS_PORT;
    }

    /** Whether the host is an address that means another machine wherever one stands. */
    public boolean isPrivateAddress() {
        return PrivateNetwork.has(host);
    }

    /** {@code scheme://host[:port]}, without a port that goes without saying. */
    @Override
    public String toString() {
        boolean usual = port == (isTls() ? HTTPS_PORT : HTTP_PORT);
        return scheme + "://" + host + (usual ? "" : ":" + port);
    }
}
