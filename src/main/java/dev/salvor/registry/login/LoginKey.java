// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.login;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A key under which somebody filed a login. Docker takes the host of a URL and drops the rest (docker/cli cli/config/credentials/file_store.go),
 * podman reads {@code host/path} as what is below it and a URL as docker does (containers/image pkg/docker/config/config.go), and
 * kubelet has paths in URLs, too, and {@code *} in hosts (kubernetes pkg/credentialprovider/keyring.go).
 *
 * @param text as it stands in the file
 * @param url whether it had a scheme
 * @param host host and port in lower case, Docker Hub by one of its names; in a pattern, stars and question marks
 * @param path what it is limited to: without slashes at its ends and without the version of an API, often empty
 */
record LoginKey(String text, boolean url, String host, String path) {
    private static final String HUB = "index.docker.io";

    static LoginKey parse(String text) {
        String stripped = text.strip().replaceFirst("(?i)^https?://", "");
        String[] parts = stripped.split("/", 2);
        String path = parts.length == 1 ? "" : parts[1];
        return new LoginKey(
                text,
                !stripped.equals(text.strip()),
                host(parts[0]),
                path.replaceFirst("^v[12](?=/|$)", "").replaceAll("^/+|/+$", ""));
    }

    /** One name for all of Docker Hub's, lower case for all. */
    static String host(String text) {
        String host = text.toLowerCase(Locale.ROOT);
        return host.equals("docker.io") || host.equals("registry-1.docker.io") ? HUB : host;
    }

    static boolean isHub(String host) {
        return host(host).equals(HUB);
    }

    /** Kubelet's: a star stands for a label or a part of it, never for a dot or a port. A star alone would be everybody's login. */
    boolean isPattern() {
        return host.contains(".") && (host.contains("*") || host.contains("?"));
    }

    /** @param registry in the form of {@link #host(String)} */
    boolean isOf(String registry) {
        return host.equals(registry) || isPattern() && registry.matches(regex());
    }

    /** Whether it is limited to this path or to one above it; whole components, unlike kubelet, to which {@code p/a} is above {@code p/ab}. */
    boolean covers(String asked) {
        return path.isEmpty() || asked.equals(path) || asked.startsWith(path + "/");
    }

    private String regex() {
        return Arrays.stream(host.split("(?<=[*?])|(?=[*?])"))
                .map(part -> switch (part) {
                    case "*" -> "[^.:]*";
                    case "?" -> "[^.:]";
                    default -> Pattern.quote(part);
                })
                .collect(Collectors.joining());
    }
}
