// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.registry.http.Origin;
import dev.salvor.registry.route.ConnectionRoute;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Keeps a registry of the internet from sending us to addresses of the network that salvor runs in. */
final class LocalNetwork {
    private final ConnectionRoute route;

    /** @param route knows addresses that DNS does not */
    LocalNetwork(ConnectionRoute route) {
        this.route = route;
    }

    /** Whether the registry is public and the target a private address literal. A registry is not public if its name stands for such an address. */
    boolean isForbidden(Origin registry, Origin target) {
        return target.isPrivateAddress() && !isPrivate(registry);
    }

    private boolean isPrivate(Origin registry) {
        if (registry.isPrivateAddress()) {
            return true;
        }
        try {
            List<InetAddress> pinned = route.addresses(registry.host(), registry.port());
            List<InetAddress> all = pinned.isEmpty() ? List.of(InetAddress.getAllByName(registry.host())) : pinned;
            return all.stream().allMatch(address -> new Origin("http", address.getHostAddress(), 0).isPrivateAddress());
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
