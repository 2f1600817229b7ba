// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.endpoint;

import dev.salvor.image.RepositoryName;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a registry is, and below which prefix its repositories are: what was typed as REGISTRY.
 *
 * @param scheme how to talk to it
 * @param host name or address as typed; an IPv6 address keeps its brackets, as in {@link URI#getHost()}
 * @param port as typed; -1 if none was: the default of the scheme
 * @param apiBase the path in front of {@code /v2/}: empty, or with a slash in front and none at the end
 * @param prefix the path components in front of every repository name; empty if there are none
 */
public record Endpoint(Scheme scheme, String host, int port, String apiBase, String prefix) {
    static final int MAX_PORT = 65_535;

    private static final Pattern API_BASE = Pattern.compile("(?:/[A-Za-z0-9._~-]+)*");
    private static final Pattern ADDRESS = Pattern.compile("\\[.*]|[0-9]+(?:\\.[0-9]+){3}");

    /** How to talk to a registry. The last one is not settled yet: see {@link Endpoint#over(Scheme)}. */
    public enum Scheme {
        HTTPS,
        HTTP,
        /** Nothing was typed and the host is loopback: https first, http if https is not spoken. */
        HTTPS_OR_HTTP
    }

    /** @throws IllegalArgumentException if a part breaks its grammar */
    public Endpoint {
        Objects.requireNonNull(scheme);
        require(isHost(host), "host", host);
        require(port == -1 || isPort(port), "port", Integer.toString(port));
        require(isApiBase(apiBase), "API base", apiBase);
        require(prefix.isEmpty() || RepositoryName.tryParse(prefix).isPresent(), "prefix", prefix);
    }

    /**
     * Reads {@code host[:port][/prefix]} with {@code https://}, {@code http://} or {@code docker://} in front.
     *
     * @param apiBase the path in front of {@code /v2/}, empty if there is none
     * @throws dev.salvor.Failure.Source if it has another form; the message quotes it, but never a password in it
     */
    public static Endpoint parse(String typed, String apiBase) {
        return EndpointSyntax.parse(typed, apiBase);
    }

    /** The same with the scheme settled. */
    public Endpoint over(Scheme chosen) {
        require(chosen != Scheme.HTTPS_OR_HTTP, "settled scheme", chosen.name());
        return new Endpoint(chosen, host, port, apiBase, prefix);
    }

    /**
     * The same with another prefix.
     *
     * @throws IllegalArgumentException if it cannot begin a repository name
     */
    public Endpoint below(String other) {
        return new Endpoint(scheme, host, port, apiBase, other);
    }

    /**
     * What {@code /v2/} is appended to; without a slash at the end.
     *
     * @throws IllegalStateException if the scheme is not settled
     */
    public URI base() {
        // docker.io is a name for people only; the API is elsewhere (containers/image docker/docker_client.go).
        String server = host.equals("docker.io") && port < 0 ? "registry-1.docker.io" : authority();
        return switch (scheme) {
            case HTTPS -> URI.create("https://" + server + apiBase);
            case HTTP -> URI.create("http://" + server + apiBase);
            case HTTPS_OR_HTTP -> throw new IllegalStateException("The scheme of " + authority() + " is not settled");
        };
    }

    /** {@code host[:port]} as typed: the key of its credentials, and its name in messages. */
    public String authority() {
        return port < 0 ? host : host + ":" + port;
    }

    /** The port that connections go to; 443 as long as the scheme is not settled. */
    public int effectivePort() {
        return port >= 0 ? port : scheme == Scheme.HTTP ? 80 : 443;
    }

    /** What a repository of this registry is called behind the prefix; empty if it is not below the prefix. */
    public Optional<RepositoryName> source(RepositoryName target) {
        if (prefix.isEmpty()) {
            return Optional.of(target);
        }
        String name = target.value();
        return name.startsWith(prefix + "/")
                ? RepositoryName.tryParse(name.substring(prefix.length() + 1))
                : Optional.empty();
    }

    static boolean isHost(String host) {
        try {
            // The parser that every URL of this host goes through later: it knows no underscore and no zone of IPv6.
            return !host.contains("%") && host.equals(new URI("http://" + host + "/").getHost());
        } catch (URISyntaxException notEvenAnUrl) {
            return false;
        }
    }

    static boolean isPort(int port) {
        return port > 0 && port <= MAX_PORT;
    }

    static boolean isApiBase(String path) {
        return API_BASE.matcher(path).matches();
    }

    /** RFC 6761 section 6.3 (localhost and what is below it), RFC 1122 section 3.2.1.3 (127.0.0.0/8), RFC 4291 (::1). */
    static boolean isLoopback(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || ADDRESS.matcher(name).matches()
                        && InetAddress.ofLiteral(name).isLoopbackAddress();
    }

    private static void require(boolean fits, String part, String value) {
        if (!fits) {
            throw new IllegalArgumentException("'" + value + "' is no " + part);
        }
    }
}
