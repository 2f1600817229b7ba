// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Hosts that mean another machine wherever one stands: loopback, link-local, RFC 1918, unique local (RFC 4193), shared address space
 * (RFC 6598), multicast, or none at all (RFC 1122, 0.0.0.0/8). Names are not looked up.
 */
final class PrivateNetwork {
    private static final int IPV4_BYTES = 4;
    /** RFC 4193: fc00::/7. */
    private static final int UNIQUE_LOCAL = 0xfc;

    private static final int UNIQUE_LOCAL_MASK = 0xfe;
    /** RFC 6052: 64:ff9b::/96; the rest is an address of IPv4. */
    private static final byte[] TRANSLATED = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};
    /** RFC 4291, 2.5.5.1: the same behind zeros. */
    private static final byte[] COMPATIBLE = new byte[TRANSLATED.length];
    /** RFC 3056: 2002::/16, before an address of IPv4. */
    private static final byte[] SIX_TO_FOUR = {0x20, 0x02};

    private PrivateNetwork() {}

    /** @param host in lower case, an IPv6 address in brackets or not, with a zone or not */
    static boolean has(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (name.equals("localhost") || name.endsWith(".localhost")) {
            return true;
        }
        String bare = name.replaceAll("[\\[\\]]", "").replaceFirst("%.*", "");
        // resolvers take octal and hexadecimal numbers, too: one reading that is private is enough
        return Stream.<Function<String, InetAddress>>of(InetAddress::ofLiteral, Inet4Address::ofPosixLiteral)
                .anyMatch(reading -> isPrivate(reading, bare));
    }

    private static boolean isPrivate(Function<String, InetAddress> reading, String text) {
        try {
            return isPrivate(reading.apply(text));
        } catch (IllegalArgumentException aName) {
            return false;
        }
    }

    private static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()) {
            return true;
        }
        if (bytes.length == IPV4_BYTES) {
            return bytes[0] == 0 || bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
        }
        return (bytes[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL
                || startsWith(bytes, TRANSLATED) && isPrivate(ipv4(bytes, TRANSLATED.length))
                || startsWith(bytes, COMPATIBLE) && isPrivate(ipv4(bytes, COMPATIBLE.length))
                || startsWith(bytes, SIX_TO_FOUR) && isPrivate(ipv4(bytes, SIX_TO_FOUR.length));
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static InetAddress ipv4(byte[] bytes, int from) {
        String dotted = Stream.of(0, 1, 2, 3)
                .map(i -> Integer.toString(bytes[from + i] & 0xff))
                .reduce((a, b) -> a + "." + b)
                .orElseThrow();
        return InetAddress.ofLiteral(dotted);
    }
}
