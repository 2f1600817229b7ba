// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.route;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Makes {@code --resolve} hold in the whole process, since Harbor's client has no resolver of its own to set. The Java runtime finds it
 * as a service, and knows no ports: only the pin of the registry's own port belongs here.
 */
public final class PinnedResolver extends InetAddressResolverProvider {
    private static final Map<String, List<InetAddress>> PINS = new ConcurrentHashMap<>();

    /** From now on. */
    public static void pin(PinnedAddress pin) {
        PINS.put(pin.host(), pin.addresses());
    }

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver system = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                List<InetAddress> pinned = PINS.get(host.toLowerCase(Locale.ROOT));
                return pinned == null ? system.lookupByName(host, policy) : pinned.stream();
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return system.lookupByAddress(address);
            }
        };
    }

    @Override
    public String name() {
        return "salvor --resolve";
    }
}
