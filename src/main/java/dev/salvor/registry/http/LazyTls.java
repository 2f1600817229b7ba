// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Reads the trust roots at the first handshake: a bundle costs a third of a second, which plain http must not pay. All connections
 * share one context, and so the sessions that it resumes.
 */
final class LazyTls implements TlsSocketStrategy {
    private final ConnectionSettings settings;
    private TlsSocketStrategy strategy;

    LazyTls(ConnectionSettings settings) {
        this.settings = settings;
    }

    @Override
    public SSLSocket upgrade(Socket socket, String target, int port, Object attachment, HttpContext context)
            throws IOException {
        return strategy().upgrade(socket, target, port, attachment, context);
    }

    private synchronized TlsSocketStrategy strategy() {
        if (strategy == null) {
            strategy = new DefaultClientTlsStrategy(
                    settings.roots().sslContext(settings.identity()),
                    HostnameVerificationPolicy.CLIENT,
                    settings.verifyTls() ? new NameCheck() : NoopHostnameVerifier.INSTANCE);
        }
        return strategy;
    }
}
