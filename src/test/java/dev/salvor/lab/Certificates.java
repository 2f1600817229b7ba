// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate authority that nobody knows, and a server's certificate by it for {@code 127.0.0.1}, {@code localhost} and
 * {@code registry.test}.
 *
 * @param caPem the authority's certificate
 * @param certPem the server's certificate
 * @param keyPem the server's private key, PKCS #8
 * @param certsDirectory what certs.d has for such a server: the authority as {@code ca.crt}, and a client's pair by it
 * @param sslContext trusts this authority, and no other
 */
public record Certificates(Path caPem, Path certPem, Path keyPem, Path certsDirectory, SSLContext sslContext) {

    /** Makes new ones, as PEM files in this directory. */
    public static Certificates in(Path directory) {
        SignedKey authority = SignedKey.authority("Lab CA", "EC");
        return in(directory, authority, authority.issueServer());
    }

    /** @param sent by the server along with its own certificate */
    static Certificates in(Path directory, SignedKey authority, SignedKey server, SignedKey... sent) {
        try {
            Path certsDirectory = Files.createDirectories(directory.resolve("certs.d"));
            SignedKey client = authority.issueServer();
            Files.writeString(certsDirectory.resolve("ca.crt"), authority.certificatePem());
            Files.writeString(certsDirectory.resolve("client.cert"), client.certificatePem());
            Files.writeString(certsDirectory.resolve("client.key"), client.keyPem());
            return new Certificates(
                    Files.writeString(directory.resolve("ca.pem"), authority.certificatePem()),
                    Files.writeString(
                            directory.resolve("cert.pem"),
                            Stream.concat(Stream.of(server), Stream.of(sent))
                                    .map(SignedKey::certificatePem)
                                    .collect(Collectors.joining())),
                    Files.writeString(directory.resolve("key.pem"), server.keyPem()),
                    certsDirectory,
                    trusting(authority));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SSLContext trusting(SignedKey authority) throws IOException {
        try {
            KeyStore roots = KeyStore.getInstance("PKCS12");
            roots.load(null, null);
            roots.setCertificateEntry("ca", authority.certificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(roots);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
