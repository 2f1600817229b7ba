// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import dev.salvor.check.Preflight;
import dev.salvor.harbor.Harbor;
import dev.salvor.plan.ComparePolicy;
import dev.salvor.plan.RegistryView;
import dev.salvor.plan.TagDigests;
import dev.salvor.registry.Load;
import dev.salvor.registry.RegistryConnection;
import dev.salvor.registry.endpoint.Endpoint;
import dev.salvor.registry.http.Authentication;
import dev.salvor.registry.http.Backoff;
import dev.salvor.registry.http.ConnectionSettings;
import dev.salvor.registry.login.Credentials;
import dev.salvor.registry.login.FoundCredentials;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A registry that is connected. Closing it cuts all connections, also those in use.
 *
 * @param harbor its JSON API, if it is Harbor
 * @param login where the credentials come from; empty if there are none
 */
public record Target(RegistryConnection connection, Optional<Harbor> harbor, String login) implements AutoCloseable {

    /** How to come to a target. */
    public interface Connector {

        /**
         * Connects and logs in, and says to whom.
         *
         * @throws dev.salvor.Failure if it cannot be used
         */
        Target connect(Listener listener);
    }

    /**
     * Which registry, and how to come there.
     *
     * @param endpoint with the prefix that is meant
     * @param login what was found to log in with
     * @param again the same, looked for once more: it may end in the middle of a run
     */
    public record Address(
            Endpoint endpoint,
            ConnectionSettings settings,
            FoundCredentials login,
            Supplier<Credentials> again,
            Load load,
            Backoff backoff,
            Authentication authentication)
            implements Connector {

        @Override
        public Target connect(Listener listener) {
            listener.trace("credentials: " + login.origin());
            RegistryConnection connection = RegistryConnection.open(
                    endpoint,
                    new RegistryConnection.Parameters(
                            settings,
                            login.credentials(),
                            again,
                            login.origin(),
                            load,
                            backoff,
                            listener::warn,
                            listener::trace,
                            authentication));
            String origin = login.credentials() instanceof Credentials.Anonymous ? "" : login.origin();
            if (!connection.isHarbor()) {
                return new Target(connection, Optional.empty(), origin);
            }
            Harbor harbor = new Harbor(
                    connection.endpoint(),
                    apiLogin(connection),
                    settings,
                    connection.pace(),
                    listener::trace,
                    listener::warn);
            listener.tell(endpoint.authority() + " is Harbor"
                    + harbor.version().map(version -> " " + version).orElse(""));
            return new Target(connection, Optional.of(harbor), origin);
        }

        /** The API takes no tokens: where only tokens are to be sent it is asked as nobody. */
        private Supplier<Credentials> apiLogin(RegistryConnection connection) {
            return authentication == Authentication.TOKEN ? Credentials.Anonymous::new : connection::credentials;
        }
    }

    /** @param createCommand what the user would type to have projects created, in words */
    Preflight preflight(String createCommand) {
        return new Preflight(connection, harbor, login, createCommand);
    }

    /** What it has, for a plan. Harbor tells digests in one listing. */
    RegistryView view(ComparePolicy policy) {
        TagDigests digests = harbor.map(api -> TagDigests.of(api.content())).orElse(TagDigests.NONE);
        return new RegistryView(connection, policy, digests);
    }

    @Override
    public void close() {
        connection.close();
    }
}
