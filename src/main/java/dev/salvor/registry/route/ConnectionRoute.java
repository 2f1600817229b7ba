// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.route;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;

/**
 * How connections get to a host.
 *
 * @param pins addresses that the user knows better than DNS
 */
public record ConnectionRoute(ProxyRules proxies, List<PinnedAddress> pins) {
    public ConnectionRoute {
        pins = List.copyOf(pins);
    }

    /** Straight, as DNS says. */
    public static ConnectionRoute direct() {
        return new ConnectionRoute(ProxyRules.of(Map.of()), List.of());
    }

    /** The pinned addresses; empty if DNS decides. */
    public List<InetAddress> addresses(String host, int port) {
        return pins.stream()
                .filter(pin -> pin.isFor(host, port))
                .flatMap(pin -> pin.addresses().stream())
                .toList();
    }
}
