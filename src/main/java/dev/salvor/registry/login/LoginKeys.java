// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.login;

import com.fasterxml.jackson.databind.JsonNode;
import dev.salvor.registry.endpoint.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The keys under which the login for a registry may be filed (containers/image pkg/docker/config/config.go).
 *
 * @param host host and port as typed
 * @param path the repository or the beginning of its name; empty for the registry as a whole
 */
record LoginKeys(String host, String path) {
    private static final String HUB = "index.docker.io";

    static LoginKeys of(Endpoint endpoint, String path) {
        return new LoginKeys(endpoint.authority(), path);
    }

    /** What a map has for the registry or for what is below it, the most specific first; exact keys before URLs. */
    List<JsonNode> in(JsonNode map, boolean legacy) {
        Stream<JsonNode> exact = specificFirst().stream().map(map::path);
        Stream<JsonNode> similar = map.properties().stream()
                .filter(entry -> normalised(entry.getKey(), legacy).equals(normalised(host, false)))
                .map(Map.Entry::getValue);
        return Stream.concat(exact, similar)
                .filter(node -> !node.isMissingNode())
                .toList();
    }

    /** The registry alone, without what is below it: how helpers are filed. */
    LoginKeys registry() {
        return new LoginKeys(host, "");
    }

    /** What a credential helper may know the registry by. Docker files its hub under the URL of an API long gone. */
    List<String> serverUrls() {
        return List.of(host, normalised(host, false).equals(HUB) ? "https://" + HUB + "/v1/" : "https://" + host);
    }

    private List<String> specificFirst() {
        List<String> keys = new ArrayList<>();
        String key = path.isEmpty() ? host : host + "/" + path;
        while (key.length() > host.length()) {
            keys.add(key);
            key = key.substring(0, key.lastIndexOf('/'));
        }
        keys.add(host);
        return keys;
    }

    /** Old clients filed a login under the URL of the API; only there, and in .dockercfg, a path means nothing. */
    private static String normalised(String key, boolean legacy) {
        String stripped = key.replaceFirst("^https?://", "");
        boolean url = legacy || !stripped.equals(key);
        int slash = stripped.indexOf('/');
        String host = (url && slash >= 0 ? stripped.substring(0, slash) : stripped).toLowerCase(Locale.ROOT);
        return host.equals("docker.io") || host.equals("registry-1.docker.io") ? HUB : host;
    }
}
