// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.Failure;
import dev.salvor.image.RepositoryName;
import dev.salvor.registry.endpoint.Endpoint;
import dev.salvor.registry.http.Answer;
import dev.salvor.registry.http.Authentication;
import dev.salvor.registry.http.Authorization;
import dev.salvor.registry.http.Backoff;
import dev.salvor.registry.http.Ceilings;
import dev.salvor.registry.http.Challenge;
import dev.salvor.registry.http.ConnectionSettings;
import dev.salvor.registry.http.HttpClientSender;
import dev.salvor.registry.http.Pace;
import dev.salvor.registry.http.Sender;
import dev.salvor.registry.http.TokenServiceAnswerException;
import dev.salvor.registry.http.TokenServiceException;
import dev.salvor.registry.http.Trace;
import dev.salvor.registry.http.UnusableAnswerException;
import dev.salvor.registry.login.Credentials;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A registry that answered, with the login that it accepted. Closing it cuts all connections, also those in use. */
public final class RegistryConnection implements AutoCloseable {
    private final HttpClientSender client;
    private final Pace pace;
    private final Endpoint endpoint;
    private final Registry registry;
    private final Authorization authorization;
    private final TokenGrants grants;
    private final Readback readback;
    private final boolean asksForLogin;

    private RegistryConnection(
            HttpClientSender client,
            Pace pace,
            Endpoint endpoint,
            Registry registry,
            Authorization authorization,
            TokenGrants grants,
            Readback readback,
            boolean asksForLogin) {
        this.client = client;
        this.pace = pace;
        this.endpoint = endpoint;
        this.registry = registry;
        this.authorization = authorization;
        this.grants = grants;
        this.readback = readback;
        this.asksForLogin = asksForLogin;
    }

    /**
     * What a connection is made with.
     *
     * @param again the credentials, read once more from where they came: they may end in the middle of a run
     * @param credentialsOrigin where the credentials come from, for messages
     * @param notices hears what was found out on the way and the user should know
     * @param trace hears of each request
     */
    public record Parameters(
            ConnectionSettings settings,
            Credentials credentials,
            Supplier<Credentials> again,
            String credentialsOrigin,
            Load load,
            Backoff backoff,
            Consumer<String> notices,
            Consumer<String> trace,
            Authentication authentication) {

        /** Authenticates as the registry wants it, with a login that stays what it is. */
        public Parameters(
                ConnectionSettings settings,
                Credentials credentials,
                String credentialsOrigin,
                Load load,
                Backoff backoff,
                Consumer<String> notices,
                Consumer<String> trace) {
            this(
                    settings,
                    credentials,
                    () -> credentials,
                    credentialsOrigin,
                    load,
                    backoff,
                    notices,
                    trace,
                    Authentication.AUTO);
        }
    }

    /**
     * Asks {@code /v2/} once, without retries: a wrong address must be told at once. What follows for the login is retried.
     *
     * @throws Failure.Unavailable if nothing answers, or TLS fails
     * @throws Failure.Rejected if what answers is no registry
     * @throws Failure.Denied if the login is refused, or needed and not there
     */
    public static RegistryConnection open(Endpoint typed, Parameters parameters) {
        HttpClientSender client = new HttpClientSender(parameters.settings());
        try {
            Pace pace = Pace.of(parameters.load().requestsPerSecond());
            Sender wire = new Trace(parameters.trace(), client);
            Sender leaf = new Ceilings(parameters.load().jobs(), pace.before(wire));
            return switch (typed.scheme()) {
                case HTTPS, HTTP -> login(client, leaf, pace, typed, parameters);
                case HTTPS_OR_HTTP -> loginOverEither(client, leaf, pace, typed, parameters);
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

    /** That of all requests; for those that do not go through this connection. */
    public Pace pace() {
        return pace;
    }

    /** The login of the moment: it may have ended, and been read again. */
    public Credentials credentials() {
        return authorization.credentials();
    }

    /** Whether the challenge was Harbor's. */
    public boolean isHarbor() {
        return authorization.isHarbor();
    }

    /** Whether the registry asks who is there. */
    public boolean asksForLogin() {
        return asksForLogin;
    }

    /**
     * What the login may do, by the word of the token service: actions such as {@code push}. A repository that it says nothing of
     * is left out; so is everything where tokens are none, or not readable. Fails never.
     */
    public Map<RepositoryName, Set<String>> grants(List<RepositoryName> repositories) {
        return grants.of(repositories);
    }

    /** To be called when the login has got new rights. */
    public void forgetTokens() {
        authorization.forgetTokens();
    }

    @Override
    public void close() {
        client.close();
    }

    private static RegistryConnection loginOverEither(
            HttpClientSender client, Sender leaf, Pace pace, Endpoint typed, Parameters parameters) {
        Endpoint https = typed.over(Endpoint.Scheme.HTTPS);
        try {
            boolean speaksTls =
                    TlsProbe.speaksTls(https.base(), parameters.settings().connectTimeout());
            Endpoint settled = speaksTls ? https : typed.over(Endpoint.Scheme.HTTP);
            return login(client, leaf, pace, settled, parameters);
        } catch (IOException e) {
            throw ConnectFailure.of(typed, e, parameters.settings());
        }
    }

    private static RegistryConnection login(
            HttpClientSender client, Sender leaf, Pace pace, Endpoint typed, Parameters parameters) {
        try {
            LocalNetwork network = new LocalNetwork(parameters.settings().route());
            Opening opening = Opening.of(
                    typed, parameters.credentials(), leaf, new Redirects(network, leaf), parameters.notices());
            return login(client, leaf, pace, opening, network, parameters);
        } catch (UnusableAnswerException e) {
            throw new Failure.Rejected(
                    typed.authority() + " cannot be used: " + e.getMessage(),
                    "Check host and port, and how the registry names its own address; where it leads elsewhere on purpose,"
                            + " use that address.");
        } catch (TokenServiceAnswerException e) {
            throw ConnectFailure.ofTokenService(typed, e);
        } catch (TokenServiceException e) {
            ConnectFailure.requireNoInterruption();
            throw ConnectFailure.ofTokenService(typed, e, parameters.settings());
        } catch (IOException e) {
            ConnectFailure.requireNoInterruption();
            throw ConnectFailure.of(typed, e, parameters.settings());
        }
    }

    private static RegistryConnection login(
            HttpClientSender client,
            Sender leaf,
            Pace pace,
            Opening opening,
            LocalNetwork network,
            Parameters parameters)
            throws IOException {
        Endpoint endpoint = opening.endpoint();
        URI base = endpoint.base();
        SenderChain chain = SenderChain.over(leaf, base, network, parameters);
        Authorization authorization = chain.authorization();
        Registry registry = new Registry(
                chain.patient(),
                authorization,
                chain.rules(),
                base,
                new ChunkSize(parameters.load().chunkBytes(), parameters.notices()),
                new UploadSessions(parameters.notices()));
        Answer probe = opening.answer();
        boolean asksForLogin = probe.status() == 401;
        if (asksForLogin) {
            List<Challenge> challenges = Challenge.parse(probe.headers("www-authenticate"));
            authorization.adopt(challenges);
            new LoginCheck(endpoint, parameters).verify(chain.patient(), authorization, challenges);
        } else {
            LoginCheck.requireRegistry(endpoint, probe);
            authorization.adopt(List.of());
        }
        TokenGrants grants = new TokenGrants(authorization, chain.anonymous());
        Readback readback = new Readback(chain.patient(), base);
        return new RegistryConnection(client, pace, endpoint, registry, authorization, grants, readback, asksForLogin);
    }
}
