// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.output.Output;
import dev.salvor.registry.endpoint.Endpoint;
import dev.salvor.registry.route.ConnectionRoute;
import dev.salvor.registry.route.PinnedAddress;
import dev.salvor.registry.route.PinnedResolver;
import dev.salvor.registry.route.ProxyRules;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The way to the registry. */
public final class RouteOptions {
    @Option(
            names = "--resolve",
            paramLabel = "HOST:PORT:ADDRESS",
            split = " ",
            description =
                    "Connect to ADDRESS where HOST:PORT is meant, as curl does: for when DNS is what broke. Repeatable.")
    private List<String> pins = new ArrayList<>();

    ConnectionRoute route(Endpoint endpoint, Output output) {
        List<PinnedAddress> pinned = pins.stream().map(RouteOptions::pin).toList();
        pinned.stream()
                .filter(pin -> pin.isFor(endpoint.host(), endpoint.effectivePort()))
                .forEach(PinnedResolver::pin);
        ConnectionRoute route = new ConnectionRoute(ProxyRules.of(System.getenv()), pinned);
        route.proxies()
                .proxyFor(endpoint.scheme().name(), endpoint.host(), endpoint.effectivePort())
                .ifPresent(proxy -> {
                    output.trace("proxy: " + proxy.describe());
                    if (!pinned.isEmpty()) {
                        output.warn("--resolve has no effect on what goes through the proxy " + proxy.describe());
                    }
                });
        return route;
    }

    private static PinnedAddress pin(String text) {
        try {
            return PinnedAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Usage("--resolve: " + e.getMessage(), "It looks like harbor.example.com:443:10.0.0.7");
        }
    }
}
