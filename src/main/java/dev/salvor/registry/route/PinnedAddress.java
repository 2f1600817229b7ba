// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.route;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code --resolve} says: connections to this host and port go to these addresses, whatever DNS thinks.
 *
 * @param host in lower case
 * @param addresses at least one; the first that answers is used
 */
public record PinnedAddress(String host, int port, List<InetAddress> addresses) {
    private static final int MAX_PORT = 65_535;
    /** curl's form, with its comma for more addresses and its brackets around those of IPv6 (curl.1, --resolve). */
    private static final Pattern FORM = Pattern.compile("([^:\\s*+-][^:\\s*]*):(\\d{1,5}):(\\S+)");

    public PinnedAddress {
        host = host.toLowerCase(Locale.ROOT);
        addresses = List.copyOf(addresses);
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException(port + " is no port");
        }
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("there is no address for " + host);
        }
    }

    /** @throws IllegalArgumentException if the text is not {@code HOST:PORT:ADDRESS[,ADDRESS]} */
    public static PinnedAddress parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not HOST:PORT:ADDRESS");
        }
        List<InetAddress> addresses = new ArrayList<>();
        for (String address : parts.group(3).split(",")) {
            addresses.add(literal(address));
        }
        return new PinnedAddress(parts.group(1), Integer.parseInt(parts.group(2)), addresses);
    }

    /** Whether a connection to this host and port obeys it. */
    public boolean isFor(String otherHost, int otherPort) {
        return port == otherPort && host.equalsIgnoreCase(otherHost);
    }

    private static InetAddress literal(String text) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is no IP address", e);
        }
    }
}
