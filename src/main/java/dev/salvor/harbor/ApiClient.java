// SPDX-License-Identifier: Apache-2.0
package dev.salvor.harbor;

import dev.salvor.registry.endpoint.Endpoint;
import dev.salvor.registry.http.ConnectionSettings;
import dev.salvor.registry.route.ProxyServer;
import dev.salvor.registry.tls.ClientIdentity;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Makes the client of the API, with the settings of all requests to this registry. */
final class ApiClient {
    private ApiClient() {}

    static HarborApi of(Endpoint endpoint, ConnectionSettings settings, ApiTrace trace) {
        QuarkusRestClientBuilder builder = QuarkusRestClientBuilder.newBuilder()
                .baseUri(endpoint.base())
                .userAgent(settings.userAgent())
                .register(trace)
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
        proxy(endpoint, settings).ifPresent(proxy -> {
            builder.proxyAddress(proxy.host(), proxy.port());
            proxy.login()
                    .ifPresent(login -> builder.proxyUser(login.username())
                            .proxyPassword(login.password().reveal()));
        });
        return builder.build(HarborApi.class);
    }

    private static Optional<ProxyServer> proxy(Endpoint endpoint, ConnectionSettings settings) {
        return settings.route().proxies().proxyFor(endpoint.scheme().name(), endpoint.host(), endpoint.effectivePort());
    }
}
