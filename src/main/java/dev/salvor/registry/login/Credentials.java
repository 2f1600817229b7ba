// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.login;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/** What proves to a registry who asks. */
public sealed interface Credentials {

    /** Nothing: the registry may still let everyone read. */
    record Anonymous() implements Credentials {}

    /** A user, or a robot of Harbor, and its password. */
    record Password(String username, Secret password) implements Credentials {
        public Password {
            Objects.requireNonNull(username);
            Objects.requireNonNull(password);
        }

        /** The value of an Authorization header (RFC 7617). */
        public String basic() {
            byte[] pair = (username + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(pair);
        }
    }

    /** A refresh token of OAuth2, which the token service exchanges (protocol.md §4.1.3). */
    record IdentityToken(Secret token) implements Credentials {
        public IdentityToken {
            Objects.requireNonNull(token);
        }
    }

    /** A bearer token that the registry takes as it is. */
    record RegistryToken(Secret token) implements Credentials {
        public RegistryToken {
            Objects.requireNonNull(token);
        }
    }
}
