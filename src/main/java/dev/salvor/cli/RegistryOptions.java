// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.harbor.Harbor;
import dev.salvor.output.Output;
import dev.salvor.registry.Load;
import dev.salvor.registry.RegistryConnection;
import dev.salvor.registry.endpoint.Endpoint;
import dev.salvor.registry.http.Authentication;
import dev.salvor.registry.http.Backoff;
import dev.salvor.registry.http.ConnectionSettings;
import dev.salvor.registry.login.Credentials;
import dev.salvor.registry.login.Found;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The registry at the other end, and the way there. */
public final class RegistryOptions {
    private static final int MAX_TRIES = 100;

    /** What REGISTRY means; the commands declare it, each at its own position. */
    static final String DESCRIPTION =
            "host[:port][/prefix], with https://, http:// or docker:// in front if need be; the prefix goes in front of"
                    + " every repository name. Without a scheme it is https; on loopback, http where https is not spoken.";

    @Option(
            names = "--api-base",
            paramLabel = "/PATH",
            defaultValue = "",
            description = "Where the registry serves /v2/, if not at its root.")
    private String apiBase;

    @Option(
            names = "--tries",
            paramLabel = "N",
            defaultValue = "6",
            description =
                    "How often a request is sent that fails for a moment (default: ${DEFAULT-VALUE}, about half a minute).")
    private int tries;

    @Mixin
    private LoginOptions login;

    @Mixin
    private TlsOptions tls;

    @Mixin
    private RouteOptions route;

    @Mixin
    private LoadOptions load;

    int jobs() {
        return load.jobs();
    }

    boolean readsStdin() {
        return login.readsStdin();
    }

    /** @throws dev.salvor.Failure.Source if it is none */
    Endpoint endpoint(String registry) {
        return Endpoint.parse(registry, apiBase);
    }

    /** Connects and logs in, and says to whom. */
    Target connect(Endpoint endpoint, Output output) {
        if (tries < 1 || tries > MAX_TRIES) {
            throw new Usage("--tries is " + tries, "Give a number from 1 to " + MAX_TRIES + ".");
        }
        Load bearable = load.load();
        ConnectionSettings settings = ConnectionSettings.of(
                tls.settings(endpoint, output),
                route.route(endpoint, output),
                System.getenv(),
                bearable.jobs(),
                "salvor/" + Version.number());
        Found found = login.find(endpoint, output);
        output.trace("credentials: " + found.origin());
        RegistryConnection connection = RegistryConnection.open(
                endpoint,
                new RegistryConnection.Parameters(
                        settings,
                        found.credentials(),
                        found.origin(),
                        bearable,
                        Backoff.of(tries),
                        output::warn,
                        output::trace,
                        login.authentication()));
        String origin = found.credentials() instanceof Credentials.Anonymous ? "" : found.origin();
        if (!connection.isHarbor()) {
            return new Target(connection, Optional.empty(), origin);
        }
        Harbor harbor =
                new Harbor(connection.endpoint(), apiCredentials(found), settings, connection.pace(), output::trace);
        output.tell(endpoint.authority() + " is Harbor"
                + harbor.version().map(version -> " " + version).orElse(""));
        return new Target(connection, Optional.of(harbor), origin);
    }

    /** The API takes no tokens: for {@code --auth token} it is asked as nobody. */
    private Credentials apiCredentials(Found found) {
        return login.authentication() == Authentication.TOKEN ? new Credentials.Anonymous() : found.credentials();
    }
}
