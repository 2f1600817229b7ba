// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.login;

import com.fasterxml.jackson.databind.JsonNode;
import dev.salvor.registry.endpoint.Endpoint;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The keys under which the login for a registry may be filed.
 *
 * @param host host and port as typed
 * @param names the same, and with or without the port that is the scheme's own
 * @param path the repository or the beginning of its name; empty for the registry as a whole
 */
record LoginKeys(String host, List<String> names, String path) {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /** The path of the last is another's; docker and podman take the login all the same, since they look at a URL's host only. */
    private static final Comparator<Match> EXACT_FIRST = Comparator.comparing(Match::elsewhere)
            .thenComparing(Match::byPattern)
            .thenComparing(Comparator.comparingInt(Match::pathLength).reversed())
            .thenComparing(match -> !match.asTyped());

    private record Match(LoginKey key, JsonNode node, boolean elsewhere, boolean asTyped) {
        boolean byPattern() {
            return key.isPattern();
        }

        int pathLength() {
            return key.path().length();
        }
    }

    static LoginKeys of(Endpoint endpoint, String path) {
        int usual = endpoint.scheme() == Endpoint.Scheme.HTTP ? HTTP_PORT : HTTPS_PORT;
        List<String> names = endpoint.effectivePort() == usual
                ? List.of(endpoint.authority(), endpoint.host(), endpoint.host() + ":" + usual)
                : List.of(endpoint.authority());
        return new LoginKeys(endpoint.authority(), names, path);
    }

    /** What a map has for the registry or for what is below it, the most exact key first. */
    List<JsonNode> in(JsonNode map, boolean legacy) {
        return matches(map, legacy).map(Match::node).toList();
    }

    /** The registry alone, without what is below it: how helpers are filed. */
    LoginKeys registry() {
        return new LoginKeys(host, names, "");
    }

    /**
     * What a credential helper may know the registry by. Docker files its hub under the URL of an API long gone.
     *
     * @param markers the logins of a file: empty ones there are spelled as the helper was told
     */
    List<String> serverUrls(JsonNode markers) {
        Set<String> urls = new LinkedHashSet<>();
        urls.add(host);
        urls.add(LoginKey.isHub(host) ? "https://index.docker.io/v1/" : "https://" + host);
        matches(markers, false)
                .filter(match -> !match.byPattern())
                .forEach(match -> urls.add(match.key().text()));
        return List.copyOf(urls);
    }

    private Stream<Match> matches(JsonNode map, boolean legacy) {
        return map.properties().stream().flatMap(entry -> match(entry, legacy)).sorted(EXACT_FIRST);
    }

    private Stream<Match> match(Map.Entry<String, JsonNode> entry, boolean legacy) {
        LoginKey key = LoginKey.parse(entry.getKey());
        boolean elsewhere = !key.covers(path);
        boolean mine = names.stream().map(LoginKey::host).anyMatch(key::isOf) && (!elsewhere || key.url() || legacy);
        return mine ? Stream.of(new Match(key, entry.getValue(), elsewhere, isTyped(key.text()))) : Stream.empty();
    }

    private boolean isTyped(String text) {
        return text.equals(host) || !path.isEmpty() && (host + "/" + path + "/").startsWith(text + "/");
    }
}
