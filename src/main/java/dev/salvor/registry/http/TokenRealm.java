// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Where to ask for tokens: the realm as the challenge has it, else the same path at the registry's own address, for a registry that
 * calls itself by what only the network behind a proxy knows. What works holds for the rest of the run.
 */
final class TokenRealm {
    private final String said;
    private final URI registry;
    private final boolean withSecret;
    private final Consumer<String> notices;
    private final AtomicReference<URI> settled = new AtomicReference<>();

    /**
     * @param said the challenge's
     * @param withSecret whether it gets a password or the like, which goes by TLS, or to the host that the user agreed to ask by http
     * @param notices hears once that the realm cannot be used as it is
     */
    TokenRealm(String said, URI registry, boolean withSecret, Consumer<String> notices) {
        this.said = said;
        this.registry = registry;
        this.withSecret = withSecret;
        this.notices = notices;
    }

    /**
     * What to try, the likeliest first.
     *
     * @throws UnusableAnswerException if the challenge names no address
     */
    List<URI> places() throws UnusableAnswerException {
        URI known = settled.get();
        if (known != null) {
            return List.of(known);
        }
        URI realm = parse();
        Origin origin = Origin.of(realm);
        Origin home = Origin.of(registry);
        // what is meant to go by TLS goes by nothing less
        if (origin.equals(home) || withSecret && origin.isTls() && !home.isTls()) {
            return List.of(realm);
        }
        boolean isHome = origin.host().equals(home.host());
        boolean isSafe = origin.isTls() || !home.isTls() && isHome || !withSecret && !isHome;
        String prefix = registry.getRawPath() == null ? "" : registry.getRawPath();
        return Stream.of(
                        isSafe ? Stream.of(realm) : Stream.<URI>empty(),
                        Stream.of(atHome(realm, "")),
                        prefix.isEmpty() || realm.getRawPath().startsWith(prefix + "/")
                                ? Stream.<URI>empty()
                                : Stream.of(atHome(realm, prefix)))
                .flatMap(place -> place)
                .toList();
    }

    /** Notes which of the places gave a token. */
    void settle(URI place) {
        if (settled.compareAndSet(null, place) && !place.toString().equals(said)) {
            notices.accept("the registry names " + said + " as its token service, which "
                    + (isPlain() ? "is not https" : "cannot be used") + ": " + place + " works and is asked instead. "
                    + "Let the proxy in front of the registry pass on Host and X-Forwarded-Proto, or correct the realm;"
                    + " in Harbor, the external URL.");
        }
    }

    /** Why the realm itself was not asked; empty if it was. */
    Optional<String> objection() throws UnusableAnswerException {
        return isPlain() && !places().contains(parse())
                ? Optional.of("the token service " + said + " is not https: no password is sent there,"
                        + " have its external URL corrected in the registry")
                : Optional.empty();
    }

    private boolean isPlain() {
        return !said.regionMatches(true, 0, "https:", 0, 6);
    }

    private URI atHome(URI realm, String prefix) {
        String query = realm.getRawQuery() == null ? "" : "?" + realm.getRawQuery();
        return URI.create(
                registry.getScheme() + "://" + registry.getRawAuthority() + prefix + realm.getRawPath() + query);
    }

    private URI parse() throws UnusableAnswerException {
        try {
            URI realm = new URI(said);
            boolean isHttp = "https".equalsIgnoreCase(realm.getScheme()) || "http".equalsIgnoreCase(realm.getScheme());
            if (realm.getHost() != null && isHttp) {
                return realm;
            }
            throw unusable();
        } catch (URISyntaxException e) {
            throw unusable();
        }
    }

    private UnusableAnswerException unusable() {
        return new UnusableAnswerException("the registry names '" + said + "' as its token service");
    }
}
