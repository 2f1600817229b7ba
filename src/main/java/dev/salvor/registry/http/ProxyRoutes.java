// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import dev.salvor.registry.login.Credentials;
import dev.salvor.registry.route.ProxyRules;
import dev.salvor.registry.route.ProxyServer;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.CredentialsProvider;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Sends requests through the proxy that the environment names for them. */
final class ProxyRoutes extends DefaultRoutePlanner {
    private final ProxyRules rules;

    ProxyRoutes(ProxyRules rules) {
        super(DefaultSchemePortResolver.INSTANCE);
        this.rules = rules;
    }

    @Override
    protected HttpHost determineProxy(HttpHost target, HttpContext context) {
        int port = DefaultSchemePortResolver.INSTANCE.resolve(target.getSchemeName(), target);
        return rules.proxyFor(target.getSchemeName(), target.getHostName(), port)
                .map(ProxyRoutes::host)
                .orElse(null);
    }

    /** What the proxies want to know; no registry's login is here, so none can go astray. */
    static CredentialsProvider logins(ProxyRules rules) {
        BasicCredentialsProvider logins = new BasicCredentialsProvider();
        for (ProxyServer proxy : rules.servers()) {
            proxy.login().ifPresent(login -> logins.setCredentials(new AuthScope(host(proxy)), basic(login)));
        }
        return logins;
    }

    private static HttpHost host(ProxyServer proxy) {
        return new HttpHost("http", proxy.host(), proxy.port());
    }

    private static UsernamePasswordCredentials basic(Credentials.Password login) {
        return new UsernamePasswordCredentials(
                login.username(), login.password().reveal().toCharArray());
    }
}
