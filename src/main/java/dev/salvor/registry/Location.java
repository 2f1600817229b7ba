// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Resolves the Location of an upload, whatever form a registry or a proxy in front of it gives it (protocol.md §3.5, §8). */
final class Location {
    private static final Pattern ILLEGAL = Pattern.compile("[\\x00-\\x20\"<>\\\\^`{|}\\x7f]");

    private Location() {}

    /**
     * The absolute address, http also where https was asked ({@link BackendLocations} knows what to make of it); empty if the header is
     * unusable.
     */
    static Optional<URI> resolve(URI request, String header) {
        try {
            // java.net.URI resolves "?query" against the directory, not against the path (RFC 3986, 5.2.2)
            String text = header.startsWith("?") ? request.getRawPath() + header : header;
            URI location = request.resolve(new URI(escape(text)));
            if (location.getHost() == null) {
                return Optional.empty();
            }
            boolean isOurWay = isSameHost(request, location) && !downgrades(request, location);
            return Optional.of(isOurWay ? onBase(request, location) : location);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /**
     * The header's path and query at the host that answered, whatever host the header names: a backend often knows only its own. Where
     * the path is the one that was asked for, but for the prefix under which a proxy has the registry, it keeps that prefix.
     *
     * @param base the registry's address, with its prefix
     * @return empty if the header is no address
     */
    static Optional<URI> onSameHost(URI request, String header, URI base) {
        try {
            String text = header.startsWith("?") ? request.getRawPath() + header : header;
            URI target = request.resolve(new URI(escape(text)));
            if (target.getRawPath() == null || !target.getRawPath().startsWith("/")) {
                return Optional.empty();
            }
            String asked = request.getRawPath();
            String prefix = base.getRawPath() == null ? "" : base.getRawPath();
            boolean isAsked =
                    asked.startsWith(prefix) && target.getRawPath().endsWith(asked.substring(prefix.length()));
            String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
            return Optional.of(new URI(request.getScheme() + "://" + request.getRawAuthority()
                    + (isAsked ? asked : target.getRawPath()) + query));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /**
     * The same path and query at the registry's own address, below its prefix: what a backend means that knows only the network behind
     * the proxy.
     */
    static URI atHome(URI location, URI base) {
        String prefix = base.getRawPath() == null ? "" : base.getRawPath();
        String path = location.getRawPath();
        int api = path.indexOf("/v2/");
        boolean isBelow = path.startsWith(prefix + "/");
        String query = location.getRawQuery() == null ? "" : "?" + location.getRawQuery();
        String origin = base.getScheme() + "://" + base.getRawAuthority();
        boolean needsPrefix = api >= 0 && !(isBelow && api >= prefix.length() && !prefix.isEmpty());
        return URI.create(origin + (needsPrefix ? prefix + path.substring(api) : path) + query);
    }

    /**
     * Where a redirect leads: as it is said, for it may lead to https on purpose; but not from https to http of the same host, which is
     * what a backend says that knows nothing of the TLS in front of it.
     */
    static Optional<URI> ofRedirect(URI request, String header) {
        try {
            String text = header.startsWith("?") ? request.getRawPath() + header : header;
            URI target = request.resolve(new URI(escape(text)));
            if (target.getHost() == null) {
                return Optional.empty();
            }
            return Optional.of(
                    isSameHost(request, target) && downgrades(request, target)
                            ? keepingOrigin(request, target)
                            : target);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Appends to the query, which must stay as it is byte for byte: an upload's state is signed. */
    static URI withParameter(URI location, String parameter) {
        return URI.create(location + (location.getRawQuery() == null ? "?" : "&") + parameter);
    }

    /** Some registries leave in what no URI may have, and java.net.URI is strict (protocol.md §8). */
    private static String escape(String text) {
        return ILLEGAL.matcher(text)
                .replaceAll(
                        character -> "%%%02X".formatted((int) character.group().charAt(0)));
    }

    private static boolean isSameHost(URI request, URI location) {
        return location.getHost().equalsIgnoreCase(request.getHost());
    }

    /**
     * A registry behind a proxy often leaves out the port in the Location. Our own way to that host worked, so it is kept. Another port
     * that was named on purpose stays.
     */
    private static URI onBase(URI request, URI location) throws URISyntaxException {
        boolean namesAnotherPort = location.getPort() >= 0
                && location.getPort() != 80
                && location.getPort() != 443
                && location.getPort() != request.getPort();
        return namesAnotherPort ? location : keepingOrigin(request, location);
    }

    private static URI keepingOrigin(URI request, URI location) throws URISyntaxException {
        String rest = location.getRawPath() + (location.getRawQuery() == null ? "" : "?" + location.getRawQuery());
        return new URI(request.getScheme() + "://" + request.getRawAuthority() + rest);
    }

    private static boolean downgrades(URI request, URI location) {
        return "https".equalsIgnoreCase(request.getScheme()) && "http".equalsIgnoreCase(location.getScheme());
    }
}
