// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A private key with its certificate, valid for a day. */
record SignedKey(PrivateKey key, X509Certificate certificate) {
    private static final Duration LIFETIME = Duration.ofDays(1);

    /**
     * A key that vouches for itself.
     *
     * @param algorithm EC or RSA
     */
    static SignedKey authority(String name, String algorithm) {
        KeyPair pair = newPair(algorithm);
        X500Name self = new X500Name("CN=" + name);
        return sign(authority(builder(self, self, pair, Instant.now())), pair, pair.getPrivate());
    }

    /** An authority that this one vouches for. */
    SignedKey issueAuthority(String name) {
        KeyPair pair = newPair(key.getAlgorithm());
        return sign(authority(builder(self(), new X500Name("CN=" + name), pair, Instant.now())), pair, key);
    }

    SignedKey issueServer() {
        return issueServer(Instant.now());
    }

    /** @param middle of its time, a day before and after */
    SignedKey issueServer(Instant middle) {
        KeyPair pair = newPair(key.getAlgorithm());
        JcaX509v3CertificateBuilder server = builder(self(), new X500Name("CN=localhost"), pair, middle);
        GeneralName[] names = {
            new GeneralName(GeneralName.dNSName, "localhost"),
            new GeneralName(GeneralName.dNSName, "registry.test"),
            new GeneralName(GeneralName.iPAddress, "127.0.0.1")
        };
        try {
            server.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        } catch (CertIOException e) {
            throw new IllegalStateException(e);
        }
        return sign(server, pair, key);
    }

    private X500Name self() {
        return new X500Name(certificate.getSubjectX500Principal().getName());
    }

    private static JcaX509v3CertificateBuilder authority(JcaX509v3CertificateBuilder certificate) {
        try {
            return (JcaX509v3CertificateBuilder)
                    certificate.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        } catch (CertIOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JcaX509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, KeyPair pair, Instant middle) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(64, new SecureRandom()),
                Date.from(middle.minus(LIFETIME)),
                Date.from(middle.plus(LIFETIME)),
                subject,
                pair.getPublic());
    }

    private static SignedKey sign(JcaX509v3CertificateBuilder certificate, KeyPair pair, PrivateKey signer) {
        String algorithm = signer.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
        try {
            return new SignedKey(
                    pair.getPrivate(),
                    new JcaX509CertificateConverter()
                            .getCertificate(certificate.build(new JcaContentSignerBuilder(algorithm).build(signer))));
        } catch (OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newPair(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(algorithm.equals("EC") ? 256 : 2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] certificateDer() {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String certificatePem() {
        return pem("CERTIFICATE", certificateDer());
    }

    String keyPem() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    private static String pem(String what, byte[] der) {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
    }
}
