// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.HttpClientHostnameVerifier;

/** Whether a certificate is for the host that was asked for; if not, both names are said. */
final class NameCheck implements HttpClientHostnameVerifier {
    /** A certificate of a content delivery network may have a hundred. */
    private static final int MOST_NAMES = 5;

    /** RFC 5280 section 4.2.1.6. */
    private static final List<Integer> DNS_NAME_OR_ADDRESS = List.of(2, 7);

    private final DefaultHostnameVerifier apache = new DefaultHostnameVerifier();

    @Override
    public boolean verify(String host, SSLSession session) {
        return apache.verify(host, session);
    }

    @Override
    public void verify(String host, X509Certificate certificate) throws SSLException {
        try {
            apache.verify(host, certificate);
        } catch (SSLPeerUnverifiedException e) {
            SSLPeerUnverifiedException both =
                    new SSLPeerUnverifiedException(host + " was asked for, and it is for " + names(certificate));
            both.initCause(e);
            throw both;
        }
    }

    private static String names(X509Certificate certificate) {
        List<String> names = alternatives(certificate);
        if (names.isEmpty()) {
            return "'" + certificate.getSubjectX500Principal().getName() + "', without a name of a host";
        }
        String more = names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "";
        return names.stream().limit(MOST_NAMES).collect(Collectors.joining(", ")) + more;
    }

    private static List<String> alternatives(X509Certificate certificate) {
        try {
            return Optional.ofNullable(certificate.getSubjectAlternativeNames()).orElse(List.of()).stream()
                    .filter(name -> DNS_NAME_OR_ADDRESS.contains(name.getFirst()))
                    .map(name -> String.valueOf(name.get(1)))
                    .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }
}
