// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.check.Preflight;
import dev.salvor.harbor.Harbor;
import dev.salvor.plan.TagDigests;
import dev.salvor.registry.RegistryConnection;
import java.util.Optional;

/**
 * A registry that is connected.
 *
 * @param harbor its JSON API, if it is Harbor
 * @param login where the credentials come from; empty if there are none
 */
record Target(RegistryConnection connection, Optional<Harbor> harbor, String login) implements AutoCloseable {

    /** @param createCommand what the user would type to have projects created, in words */
    Preflight preflight(String createCommand) {
        return new Preflight(connection, harbor, login, createCommand);
    }

    /** How tags are told apart cheaply, where that can be done. */
    TagDigests digests() {
        return harbor.map(api -> TagDigests.of(api.content())).orElse(TagDigests.NONE);
    }

    @Override
    public void close() {
        connection.close();
    }
}
