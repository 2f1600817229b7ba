// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import dev.salvor.registry.route.ConnectionRoute;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/** The addresses of {@code --resolve}, else the system's. */
final class PinnedDns implements DnsResolver {
    private final ConnectionRoute route;

    PinnedDns(ConnectionRoute route) {
        this.route = route;
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        List<InetAddress> pinned = route.addresses(host, port);
        return pinned.isEmpty()
                ? SystemDefaultDnsResolver.INSTANCE.resolve(host, port)
                : pinned.stream()
                        .map(address -> new InetSocketAddress(address, port))
                        .toList();
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return SystemDefaultDnsResolver.INSTANCE.resolve(host);
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
    }
}
