// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.tls;

import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Tells a handshake that fails however often it is tried from a connection that broke in the middle of one. */
public final class LastingFailure {
    /** What the other side ends a handshake with, by the JDK's words. */
    private static final String ALERT = "Received fatal alert: ";

    /** Of a server that is about to start or to stop (RFC 8446, section 6.2): what it ends a handshake with for no fault of anybody's. */
    private static final String PASSES = "internal_error";

    private LastingFailure() {}

    /** The failure of TLS behind this one, if asking again cannot mend it: a certificate that is not accepted, by either side, above all. */
    public static Optional<SSLException> in(Throwable failure) {
        return causes(failure)
                .filter(SSLException.class::isInstance)
                .map(SSLException.class::cast)
                .findFirst()
                .filter(LastingFailure::lasts);
    }

    private static boolean lasts(SSLException failure) {
        String words = String.valueOf(failure.getMessage());
        boolean isAlert = failure instanceof SSLHandshakeException && words.contains(ALERT) && !words.contains(PASSES);
        return isAlert
                || failure instanceof SSLPeerUnverifiedException
                || causes(failure).anyMatch(CertificateException.class::isInstance);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
