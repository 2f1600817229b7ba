// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve.http;

import dev.salvor.serve.login.Logins;
import java.util.Optional;

/**
 * Where and to whom it is served.
 *
 * @param host to listen on: an address, or a name of this machine
 * @param port to listen on; 0 for any
 * @param tls empty for plain HTTP
 * @param logins empty if everybody may pull; none without TLS
 */
public record ServerSettings(
        String host, int port, Optional<ServerIdentity> tls, Optional<Logins> logins, Limits limits) {

    /** @throws IllegalArgumentException if passwords would be sent in clear */
    public ServerSettings {
        if (logins.isPresent() && tls.isEmpty()) {
            throw new IllegalArgumentException("a login without TLS");
        }
    }

    /** Looks whether files have changed. */
    void refresh() {
        tls.ifPresent(ServerIdentity::refresh);
        logins.ifPresent(Logins::refresh);
    }
}
