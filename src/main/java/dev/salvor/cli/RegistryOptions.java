// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.operation.Target;
import dev.salvor.output.Output;
import dev.salvor.registry.Load;
import dev.salvor.registry.endpoint.Endpoint;
import dev.salvor.registry.http.Backoff;
import dev.salvor.registry.http.ConnectionSettings;
import dev.salvor.registry.login.FoundCredentials;
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

    Optional<String> stdinOption() {
        return login.stdinOption();
    }

    /** @throws dev.salvor.Failure.Source if it is none */
    Endpoint endpoint(String registry) {
        return Endpoint.parse(registry, apiBase);
    }

    /** What there is to connect with: reads files that options name, and stdin if a password comes from there. */
    Target.Address address(Endpoint endpoint, Output output) {
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
        FoundCredentials found = login.find(endpoint, output);
        return new Target.Address(
                endpoint,
                settings,
                found,
                login.again(found, endpoint, output),
                bearable,
                Backoff.of(tries),
                login.authentication());
    }
}
