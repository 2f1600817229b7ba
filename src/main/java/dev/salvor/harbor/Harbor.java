// SPDX-License-Identifier: Apache-2.0
package dev.salvor.harbor;

import dev.salvor.registry.ConnectionSettings;
import dev.salvor.registry.Endpoint;
import dev.salvor.registry.login.Credentials;
import dev.salvor.registry.route.ProxyServer;
import dev.salvor.registry.tls.ClientIdentity;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A Harbor, seen through its JSON API. Needs a running Quarkus. */
public final class Harbor {
    private final Endpoint endpoint;
    private final Credentials credentials;
    private final ConnectionSettings settings;

    /** @param endpoint with its scheme settled */
    public Harbor(Endpoint endpoint, Credentials credentials, ConnectionSettings settings) {
        this.endpoint = endpoint;
        this.credentials = credentials;
        this.settings = settings;
    }

    /** {@code v2.15.2}; empty if Harbor does not say, which it does not to strangers. Never fails: nothing depends on it. */
    public Optional<String> version() {
        try {
            return Optional.ofNullable(
                            api(HarborApi.class).systemInfo(authorization()).harborVersion())
                    .map(version -> version.split("-", 2)[0]);
        } catch (WebApplicationException | ProcessingException e) {
            return Optional.empty();
        }
    }

    /** What it holds. */
    public HarborContent content() {
        String username = credentials instanceof Credentials.Password password ? password.username() : "";
        return new HarborContent(api(ContentApi.class), username, authorization(), settings.connections());
    }

    private <T> T api(Class<T> type) {
        QuarkusRestClientBuilder builder = QuarkusRestClientBuilder.newBuilder()
                .baseUri(endpoint.base())
                .userAgent(settings.userAgent())
                .followRedirects(false)
                .connectTimeout(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(settings.answerTimeout().toMillis(), TimeUnit.MILLISECONDS);
        if (endpoint.scheme() == Endpoint.Scheme.HTTPS) {
            if (settings.verifyTls()) {
                builder.trustStore(settings.roots().keyStore());
            } else {
                builder.trustAll(true).verifyHost(false);
            }
            settings.identity().keyStore().ifPresent(keys -> builder.keyStore(keys, ClientIdentity.STORE_PASSWORD));
        }
        proxy().ifPresent(proxy -> {
            builder.proxyAddress(proxy.host(), proxy.port());
            proxy.login()
                    .ifPresent(login -> builder.proxyUser(login.username())
                            .proxyPassword(login.password().reveal()));
        });
        return builder.build(type);
    }

    private Optional<ProxyServer> proxy() {
        return settings.route().proxies().proxyFor(endpoint.scheme().name(), endpoint.host(), endpoint.effectivePort());
    }

    /** Robots and users alike log in by Basic; the bearer token of {@code /v2/} counts as nobody here (protocol.md §4.2). */
    private String authorization() {
        return credentials instanceof Credentials.Password password ? password.basic() : null;
    }
}
