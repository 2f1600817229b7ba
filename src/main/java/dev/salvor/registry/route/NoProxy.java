// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.route;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The hosts of {@code NO_PROXY}, as Go's programs (docker, skopeo, kubectl) read it: golang.org/x/net/http/httpproxy, Config.NoProxy.
 *
 * @param entries {@code example.com} (and what is below it), {@code .example.com} (only what is below), an IP address, a prefix
 *     {@code 10.0.0.0/8}, each with {@code :port} if need be; or {@code *}
 */
record NoProxy(List<String> entries) {
    NoProxy {
        entries = List.copyOf(entries);
    }

    static NoProxy parse(String text) {
        return new NoProxy(Stream.of(text.split(","))
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .toList());
    }

    boolean matches(String host, int port) {
        String name = host.toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", "");
        return entries.stream().anyMatch(entry -> matches(entry, name, port));
    }

    private static boolean matches(String entry, String name, int port) {
        if (entry.equals("*")) {
            return true;
        }
        if (entry.contains("/")) {
            return isInPrefix(entry, name);
        }
        String pattern = entry;
        int colon = entry.lastIndexOf(':');
        boolean hasPort = colon > 0 && (entry.indexOf(':') == colon || entry.charAt(colon - 1) == ']');
        if (hasPort) {
            if (!entry.substring(colon + 1).equals(Integer.toString(port))) {
                return false;
            }
            pattern = entry.substring(0, colon);
        }
        pattern = pattern.replaceAll("[\\[\\]]", "").replaceFirst("^\\*(?=\\.)", "");
        if (isAddress(pattern)) {
            return isAddress(name) && InetAddress.ofLiteral(name).equals(InetAddress.ofLiteral(pattern));
        }
        return pattern.startsWith(".") ? name.endsWith(pattern) : name.equals(pattern) || name.endsWith("." + pattern);
    }

    private static boolean isInPrefix(String entry, String name) {
        try {
            int slash = entry.indexOf('/');
            byte[] prefix = InetAddress.ofLiteral(entry.substring(0, slash)).getAddress();
            byte[] address = InetAddress.ofLiteral(name).getAddress();
            int bits = Integer.parseInt(entry.substring(slash + 1));
            if (prefix.length != address.length || bits < 0 || bits > prefix.length * Byte.SIZE) {
                return false;
            }
            int whole = bits / Byte.SIZE;
            int rest = Byte.SIZE - bits % Byte.SIZE;
            return Arrays.equals(prefix, 0, whole, address, 0, whole)
                    && (rest == Byte.SIZE || (prefix[whole] & 0xff) >> rest == (address[whole] & 0xff) >> rest);
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    private static boolean isAddress(String text) {
        try {
            InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
