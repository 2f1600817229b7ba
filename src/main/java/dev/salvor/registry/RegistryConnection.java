// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.Failure;
import dev.salvor.registry.http.Access;
import dev.salvor.registry.http.Answer;
import dev.salvor.registry.http.Authentication;
import dev.salvor.registry.http.Authorization;
import dev.salvor.registry.http.Backoff;
import dev.salvor.registry.http.Challenge;
import dev.salvor.registry.http.HttpClientSender;
import dev.salvor.registry.http.Outage;
import dev.salvor.registry.http.Permits;
import dev.salvor.registry.http.Request;
import dev.salvor.registry.http.Retry;
import dev.salvor.registry.http.RetryRules;
import dev.salvor.registry.http.Sender;
import dev.salvor.registry.http.Trace;
import dev.salvor.registry.http.UnusableAnswerException;
import dev.salvor.registry.login.Credentials;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;

/** A registry that answered, with the login that it accepted. Closing it cuts all connections, also those in use. */
public final class RegistryConnection implements AutoCloseable {
    private final HttpClientSender client;
    private final Endpoint endpoint;
    private final Registry registry;
    private final Readback readback;
    private final boolean harbor;

    private RegistryConnection(
            HttpClientSender client, Endpoint endpoint, Registry registry, Readback readback, boolean harbor) {
        this.client = client;
        this.endpoint = endpoint;
        this.registry = registry;
        this.readback = readback;
        this.harbor = harbor;
    }

    /**
     * What a connection is made with.
     *
     * @param jobs requests in flight at most
     * @param credentialsOrigin where the credentials come from, for messages
     * @param trace hears of each request
     */
    public record Parameters(
            ConnectionSettings settings,
            Credentials credentials,
            String credentialsOrigin,
            int jobs,
            Backoff backoff,
            Consumer<String> trace,
            Authentication authentication) {

        /** Authenticates as the registry wants it. */
        public Parameters(
                ConnectionSettings settings,
                Credentials credentials,
                String credentialsOrigin,
                int jobs,
                Backoff backoff,
                Consumer<String> trace) {
            this(settings, credentials, credentialsOrigin, jobs, backoff, trace, Authentication.AUTO);
        }
    }

    /**
     * Asks {@code /v2/} once, without retries: a wrong address must be told at once.
     *
     * @throws Failure.Unavailable if nothing answers, or TLS fails
     * @throws Failure.Rejected if what answers is no registry
     * @throws Failure.Denied if the login is refused, or needed and not there
     */
    public static RegistryConnection open(Endpoint typed, Parameters parameters) {
        HttpClientSender client = new HttpClientSender(parameters.settings());
        try {
            Sender leaf = new Permits(parameters.jobs(), new Trace(parameters.trace(), client));
            return switch (typed.scheme()) {
                case HTTPS, HTTP -> login(client, leaf, typed, parameters);
                case HTTPS_OR_HTTP -> loginOverEither(client, leaf, typed, parameters);
            };
        } catch (Failure e) {
            client.close();
            throw e;
        }
    }

    public Registry registry() {
        return registry;
    }

    public Readback readback() {
        return readback;
    }

    /** With the scheme settled. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** Whether the challenge was Harbor's. */
    public boolean isHarbor() {
        return harbor;
    }

    @Override
    public void close() {
        client.close();
    }

    private static RegistryConnection loginOverEither(
            HttpClientSender client, Sender leaf, Endpoint typed, Parameters parameters) {
        Endpoint https = typed.over(Endpoint.Scheme.HTTPS);
        try {
            boolean speaksTls =
                    TlsProbe.speaksTls(https.base(), parameters.settings().connectTimeout());
            Endpoint settled = speaksTls ? https : typed.over(Endpoint.Scheme.HTTP);
            return login(client, leaf, settled, parameters);
        } catch (IOException e) {
            throw ConnectFailure.of(typed, e, parameters.settings());
        }
    }

    private static RegistryConnection login(
            HttpClientSender client, Sender leaf, Endpoint endpoint, Parameters parameters) {
        URI base = endpoint.base();
        InstantSource clock = InstantSource.system();
        Outage outage = new Outage(parameters.backoff().outage(), clock, leaf);
        Authorization authorization =
                new Authorization(base, parameters.credentials(), parameters.authentication(), outage, clock, outage);
        RetryRules rules = new RetryRules(parameters.backoff(), clock, outage);
        Registry registry = new Registry(new Retry(rules, authorization), authorization, rules, base);
        try {
            Answer probe = leaf.send(Request.of("GET", new RegistryPaths(base).root(), new Access.Anonymous()));
            if (probe.status() == 401) {
                List<Challenge> challenges = Challenge.parse(probe.headers("www-authenticate"));
                authorization.adopt(challenges);
                new LoginCheck(endpoint, parameters).verify(authorization, challenges);
            } else {
                LoginCheck.requireRegistry(endpoint, probe);
                authorization.adopt(List.of());
            }
        } catch (UnusableAnswerException e) {
            throw new Failure.Rejected(
                    endpoint.authority() + " cannot be used: " + e.getMessage(),
                    "Check host and port, and how the registry names its own address.");
        } catch (SSLException e) {
            throw ConnectFailure.tls(endpoint, e, parameters.settings());
        } catch (IOException e) {
            throw ConnectFailure.of(endpoint, e, parameters.settings());
        }
        Readback readback = new Readback(new Retry(rules, authorization), base);
        return new RegistryConnection(client, endpoint, registry, readback, authorization.isHarbor());
    }
}
