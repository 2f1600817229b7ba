// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve.http;

import dev.salvor.serve.Reply;
import java.util.Optional;
import javax.net.ssl.X509KeyManager;

/**
 * Where and to whom it is served.
 *
 * @param host to listen on: an address, or a name of this machine
 * @param port to listen on; 0 for any
 */
public record ServerSettings(String host, int port, Optional<X509KeyManager> tls, Limits limits) {
    void refresh() {}

    Optional<Reply> refusal(Exchange exchange) {
        return Optional.empty();
    }
}
