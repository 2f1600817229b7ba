// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.endpoint;

import dev.salvor.Failure;
import dev.salvor.image.RepositoryName;
import dev.salvor.registry.endpoint.Endpoint.Scheme;
import dev.salvor.registry.problem.ProblemException;
import dev.salvor.registry.problem.RegistryProblem;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what was typed as REGISTRY and as {@code --api-base}, and says what is wrong with it. */
final class EndpointSyntax {
    private static final String FORM = "Expected is host[:port][/prefix], with https://, http:// or docker:// in front"
            + " if you like, for example harbor.example.com or localhost:5000/archive.";

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(.*)", Pattern.DOTALL);
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[^\\[\\]]*]|[^:\\[\\]]*)(?::(.*))?", Pattern.DOTALL);
    private static final Pattern DIGEST = Pattern.compile(".*@[a-z0-9]+:[0-9a-f]{32,}", Pattern.DOTALL);

    private final String typed;

    private EndpointSyntax(String typed) {
        this.typed = typed;
    }

    static Endpoint parse(String typed, String apiBase) {
        return new EndpointSyntax(typed).parse(apiBase(apiBase));
    }

    private Endpoint parse(String apiBase) {
        refuseUserInfo();
        refuseQuery();
        Matcher schemed = SCHEME.matcher(typed);
        boolean hasScheme = schemed.matches();
        String rest = hasScheme ? schemed.group(2) : typed;
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        String path = slash < 0 ? "" : rest.substring(slash + 1);

        Matcher parts = AUTHORITY.matcher(authority);
        if (!parts.matches() || authority.indexOf(':') != authority.lastIndexOf(':') && authority.charAt(0) != '[') {
            throw wrong("the host '" + authority + "' is none", "An IPv6 address needs brackets: [::1]:5000. " + FORM);
        }
        String host = parts.group(1);
        if (!Endpoint.isHost(host)) {
            throw wrong(host.isEmpty() ? "it has no host" : "the host '" + host + "' is none", FORM);
        }
        Scheme scheme = scheme(hasScheme ? schemed.group(1) : "docker", host);
        return new Endpoint(scheme, host, port(parts.group(2)), apiBase, prefix(path));
    }

    /** A password on the command line is open to everyone (ps): refused, and not repeated in the message. */
    private void refuseUserInfo() {
        if (!typed.contains("@")) {
            return;
        }
        if (DIGEST.matcher(typed).matches() && typed.indexOf('@') == typed.lastIndexOf('@')) {
            throw wrong("a digest names an image, not a registry", FORM);
        }
        throw new Failure.Source(
                "The REGISTRY has a user name in it (something@host), which is not accepted: all users of the machine"
                        + " can read a command line",
                new ProblemException(new RegistryProblem.LoginInAddress()));
    }

    /** A query can be a signed one: what follows the mark is not repeated in the message. */
    private void refuseQuery() {
        for (String mark : new String[] {"?", "#"}) {
            int at = typed.indexOf(mark);
            if (at >= 0) {
                throw new Failure.Source(
                        "'" + typed.substring(0, at) + "' followed by '" + mark + "' is no registry", FORM);
            }
        }
    }

    private Scheme scheme(String name, String host) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "https" -> Scheme.HTTPS;
            case "http" -> Scheme.HTTP;
            case "docker" -> Endpoint.isLoopback(host) ? Scheme.HTTPS_OR_HTTP : Scheme.HTTPS;
            default -> throw wrong("the scheme '" + name + "' is unknown", FORM);
        };
    }

    private int port(String text) {
        if (text == null) {
            return -1;
        }
        if (text.matches("[0-9]{1,5}") && Endpoint.isPort(Integer.parseInt(text))) {
            return Integer.parseInt(text);
        }
        throw wrong("the port '" + text + "' is no number from 1 to " + Endpoint.MAX_PORT, FORM);
    }

    private String prefix(String path) {
        String prefix = withoutSlashAtEnd(path);
        if (prefix.equals("v2") || path.endsWith("/") && prefix.endsWith("/v2")) {
            throw new Failure.Source(
                    "'" + typed + "' is no registry: the path /v2/ of the API does not belong there",
                    new ProblemException(new RegistryProblem.ApiPathInAddress()));
        }
        if (prefix.contains(":")) {
            throw wrong(
                    "it names an image, not a registry",
                    "Leave the tag out: what follows the host goes in front of every repository name.");
        }
        if (!prefix.isEmpty() && RepositoryName.tryParse(prefix).isEmpty()) {
            throw wrong(
                    "the prefix '" + prefix + "' cannot begin a repository name",
                    "It goes in front of every repository name: lower-case letters, digits and single . _ - between"
                            + " them, components joined by a slash. " + FORM);
        }
        return prefix;
    }

    private static String apiBase(String typed) {
        String path = withoutSlashAtEnd(typed);
        String base = path.isEmpty() || path.startsWith("/") ? path : "/" + path;
        if (base.equals("/v2") || base.endsWith("/v2") && typed.endsWith("/")) {
            throw new Failure.Source(
                    "'" + typed + "' is no API base: /v2/ itself is added to it",
                    new ProblemException(new RegistryProblem.ApiPathInBase()));
        }
        if (!Endpoint.isApiBase(base)) {
            throw new Failure.Source(
                    "'" + typed + "' is no API base", "Expected is the path in front of /v2/, for example /registry.");
        }
        return base;
    }

    private static String withoutSlashAtEnd(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    private Failure.Source wrong(String what, String advice) {
        return new Failure.Source("'" + typed + "' is no registry: " + what, advice);
    }
}
