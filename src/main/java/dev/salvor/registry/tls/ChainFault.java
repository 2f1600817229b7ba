// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.tls;

import dev.salvor.registry.problem.RegistryProblem;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;

/** What is wrong with the certificates that a server sent. */
final class ChainFault {
    /** RFC 5280 section 4.2.2.1: where the issuer's certificate can be fetched. Who was issued by a root of its own has none, mostly. */
    private static final String AUTHORITY_INFORMATION = "1.3.6.1.5.5.7.1.1";

    /** The method id-ad-caIssuers in it, as DER has it. */
    private static final String CA_ISSUERS = "06082b06010505073002";

    private static final int LONGEST_NAME = 200;

    private final List<X509Certificate> chain;
    private final List<X509Certificate> trusted;
    private final String roots;
    private final boolean ownRoots;
    private final Instant now;

    /**
     * @param chain as the server sent it, its own certificate first
     * @param roots the trusted ones in words
     * @param ownRoots whether the user named some of them
     */
    ChainFault(X509Certificate[] chain, X509Certificate[] trusted, String roots, boolean ownRoots, Instant now) {
        this.chain = List.of(chain);
        this.trusted = List.of(trusted);
        this.roots = roots;
        this.ownRoots = ownRoots;
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
    }

    /** @param thrown by Java, which did not accept them */
    DistrustedException explain(CertificateException thrown) {
        return chain.stream()
                // an expired cross-signature beside a good one is no reason: of others than the server's own, Java must
                // say so
                .filter(each -> each.equals(chain.getFirst()) || isAboutDates(thrown))
                .flatMap(each -> dates(each, thrown).stream())
                .findFirst()
                .orElseGet(() -> untrusted(thrown));
    }

    private Optional<DistrustedException> dates(X509Certificate certificate, CertificateException thrown) {
        Instant first = certificate.getNotBefore().toInstant();
        Instant last = certificate.getNotAfter().toInstant();
        String whose = certificate.equals(chain.getFirst())
                ? ""
                : "hangs on that of " + name(certificate.getSubjectX500Principal()) + ", which ";
        String clock = ", and the clock of this machine says " + now;
        if (now.isAfter(last)) {
            return Optional.of(new DistrustedException(
                    whose + "has expired: it was valid until " + last + clock, new RegistryProblem.Expired(), thrown));
        }
        return now.isBefore(first)
                ? Optional.of(new DistrustedException(
                        whose + "is not valid yet: it is from " + first + " on" + clock,
                        new RegistryProblem.NotYetValid(),
                        thrown))
                : Optional.empty();
    }

    private DistrustedException untrusted(CertificateException thrown) {
        X509Certificate top = top();
        String issuer = name(top.getIssuerX500Principal());
        List<X509Certificate> namesakes = trusted.stream()
                .filter(root -> root.getSubjectX500Principal().equals(top.getIssuerX500Principal()))
                .toList();
        if (namesakes.stream().anyMatch(root -> isSigned(top, root))) {
            return unknown(reason(thrown), thrown);
        }
        if (!namesakes.isEmpty()) {
            return unknown(
                    issuer + " issued it, but with another key than the one of that name that is trusted", thrown);
        }
        if (isSelfIssued(top)) {
            return unknown(
                    top.equals(chain.getFirst())
                            ? "it is self-signed, as " + issuer
                            : "its CA " + issuer + " is unknown here",
                    thrown);
        }
        if (ownRoots || namesItsIssuersPlace(top)) {
            return new DistrustedException(
                    "is not trusted: " + issuer + " issued "
                            + (top.equals(chain.getFirst()) ? "it" : "its intermediate CA")
                            + ", and the server does not send that one's certificate: an intermediate CA is missing",
                    new RegistryProblem.MissingIntermediate(roots),
                    thrown);
        }
        return unknown(issuer + " issued it, which is unknown here", thrown);
    }

    private DistrustedException unknown(String why, CertificateException thrown) {
        return new DistrustedException("is not trusted: " + why, new RegistryProblem.Untrusted(roots), thrown);
    }

    /** The last of the chain whose issuer was not sent, or that is its own. */
    private X509Certificate top() {
        X509Certificate top = chain.getFirst();
        for (int step = 0; step < chain.size() && !isSelfIssued(top); step++) {
            X500Principal issuer = top.getIssuerX500Principal();
            Optional<X509Certificate> next = chain.stream()
                    .filter(each -> each.getSubjectX500Principal().equals(issuer))
                    .findFirst();
            if (next.isEmpty()) {
                return top;
            }
            top = next.get();
        }
        return top;
    }

    private static boolean isSelfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    private static boolean isSigned(X509Certificate certificate, X509Certificate by) {
        try {
            certificate.verify(by.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean namesItsIssuersPlace(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(AUTHORITY_INFORMATION);
        return extension != null && HexFormat.of().formatHex(extension).contains(CA_ISSUERS);
    }

    private static boolean isAboutDates(Throwable thrown) {
        return causes(thrown)
                .anyMatch(cause -> cause instanceof CertificateExpiredException
                        || cause instanceof CertificateNotYetValidException);
    }

    /** The innermost words: those around them repeat them. */
    private static String reason(Throwable thrown) {
        return causes(thrown)
                .map(Throwable::getMessage)
                .filter(message -> message != null)
                .reduce((outer, inner) -> inner)
                .orElse("Java gives no reason");
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause);
    }

    private static String name(X500Principal principal) {
        String name = principal.getName();
        return "'" + (name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name) + "'";
    }
}
