// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.tls;

import dev.salvor.Failure;
import dev.salvor.IoReason;
import dev.salvor.TextInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.util.List;

/**
 * Who somebody is by two PEM files.
 *
 * @param chain the own certificate first
 */
public record PemIdentity(PrivateKey key, List<X509Certificate> chain) {
    private static final byte[] ANYTHING = {1, 2, 3};

    public PemIdentity {
        chain = List.copyOf(chain);
    }

    /** @throws Failure.Source if one cannot be read, or the two do not belong together */
    public static PemIdentity read(Path certificates, Path key) {
        RootSet chain = new RootSet();
        try {
            if (chain.add(PemFile.blocks(certificates), "") > 0
                    || chain.certificates().isEmpty()) {
                throw unusable("certificate", certificates, "it has no certificate in PEM form that can be read");
            }
        } catch (IOException e) {
            throw unusable("certificate", certificates, "it cannot be read: " + IoReason.of(e));
        }
        List<X509Certificate> all = List.copyOf(chain.certificates());
        try {
            PrivateKey its = PrivateKeyPem.parse(TextInput.read(key, StandardCharsets.ISO_8859_1));
            if (!belongs(its, all.getFirst())) {
                throw unusable("key", key, "it is not that of the first certificate in " + certificates);
            }
            return new PemIdentity(its, all);
        } catch (IOException e) {
            throw unusable("key", key, "it cannot be read: " + IoReason.of(e));
        } catch (InvalidKeySpecException e) {
            throw unusable("key", key, e.getMessage());
        }
    }

    private static boolean belongs(PrivateKey key, X509Certificate certificate) {
        if (!key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm())) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance(
                    switch (key.getAlgorithm()) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC" -> "SHA256withECDSA";
                        default -> "EdDSA";
                    });
            signature.initSign(key);
            signature.update(ANYTHING);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(ANYTHING);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static Failure.Source unusable(String what, Path file, String why) {
        return new Failure.Source(
                "the " + what + " '" + file + "' cannot be used: " + why,
                "Expected are PEM files: the certificate with those of its CAs behind it, and its key, not encrypted.");
    }
}
