// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.net.InetAddress;
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
    /** RFC 4193: fc00::/7. */
    private static final int UNIQUE_LOCAL = 0xfc;

    private static final int UNIQUE_LOCAL_MASK = 0xfe;

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

    /**
     * Whether the host is an address that means another machine wherever one stands: loopback, link-local, RFC 1918, unique local
     * (RFC 4193), or none at all. Names are not looked up.
     */
    public boolean isPrivateAddress() {
        if (host.equals("localhost") || host.endsWith(".localhost")) {
            return true;
        }
        try {
            InetAddress address = InetAddress.ofLiteral(host);
            return address.isLoopbackAddress()
                    || address.isLinkLocalAddress()
                    || address.isSiteLocalAddress()
                    || address.isAnyLocalAddress()
                    || address.getAddress().length > 4 && (address.getAddress()[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL;
        } catch (IllegalArgumentException aName) {
            return false;
        }
    }

    /** {@code scheme://host[:port]}, without a port that goes without saying. */
    @Override
    public String toString() {
        boolean usual = port == (isTls() ? HTTPS_PORT : HTTP_PORT);
        return scheme + "://" + host + (usual ? "" : ":" + port);
    }
}
