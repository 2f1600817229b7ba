// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.registry.problem.RegistryProblem;
import dev.salvor.registry.tls.DistrustedException;
import java.io.IOException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Why TLS with a server failed.
 *
 * @param message the whole sentence
 */
record TlsFailure(String message, RegistryProblem problem) {
    /** What the other side ends a handshake with, by the JDK's words. */
    private static final String ALERT = "Received fatal alert: ";

    static TlsFailure of(String where, SSLException failure) {
        Optional<DistrustedException> distrust = DistrustedException.in(failure);
        if (distrust.isPresent()) {
            return new TlsFailure(
                    "the certificate of " + where + " " + distrust.get().reason(),
                    distrust.get().problem());
        }
        String words = String.valueOf(failure.getMessage());
        if (failure instanceof SSLPeerUnverifiedException) {
            return new TlsFailure(
                    "the certificate of " + where + " is for another name: " + words,
                    new RegistryProblem.CertificateOfAnother());
        }
        if (words.contains(ALERT)) {
            String alert = words.substring(words.indexOf(ALERT) + ALERT.length());
            // RFC 8446 section 6.2: bad_certificate, certificate_required, unknown_ca and others of the client's
            return alert.contains("certificate") || alert.equals("unknown_ca") || alert.equals("access_denied")
                    ? new TlsFailure(
                            where + " does not accept our certificate, or misses one: it ends TLS with " + alert,
                            new RegistryProblem.ClientCertificate())
                    : new TlsFailure(where + " ends the TLS handshake with " + alert, new RegistryProblem.TlsRefused());
        }
        return new TlsFailure(where + " does not speak TLS: " + words, new RegistryProblem.NoTls());
    }

    static boolean isAboutCertificate(IOException failure) {
        return failure instanceof SSLPeerUnverifiedException
                || DistrustedException.in(failure).isPresent();
    }
}
