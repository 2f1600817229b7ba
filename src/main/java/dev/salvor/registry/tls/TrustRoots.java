// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.tls;

import dev.salvor.Failure;
import dev.salvor.registry.problem.ProblemException;
import dev.salvor.registry.problem.RegistryProblem;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * The roots: PEM files of the operating system and those of {@code --ca-file}, not the JDK's cacerts.
 *
 * <p>They are read when they are first needed, once: a bundle of 140 roots costs a quarter of a second of CPU.
 */
public final class TrustRoots {
    private final TlsSettings settings;
    private final RootPlaces places;
    private Loaded loaded;

    private record Loaded(KeyStore keyStore, String description) {}

    /** @param environment the environment variables, for {@code SSL_CERT_FILE} and {@code SSL_CERT_DIR} */
    public TrustRoots(TlsSettings settings, Map<String, String> environment) {
        this(settings, RootPlaces.USUAL.in(environment));
    }

    TrustRoots(TlsSettings settings, RootPlaces places) {
        this.settings = settings;
        this.places = places;
    }

    /**
     * All roots.
     *
     * @throws Failure.Source if a {@code --ca-file} cannot be used, or there are no roots at all
     */
    public KeyStore keyStore() {
        return loaded().keyStore();
    }

    /**
     * A TLS context that trusts servers by these roots, or every server with {@code --tls-verify=false}. Whether the
     * certificate is one for the host is not its business, but the client's.
     *
     * @param identity shown to servers that ask for a certificate
     * @throws Failure.Source as {@link #keyStore()} does, if servers are verified; if the identity cannot be used
     */
    public SSLContext sslContext(ClientIdentity identity) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    identity.keyManagers(), settings.verify() ? explaining(keyStore()) : TrustEveryone.MANAGERS, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has TLS", e);
        }
    }

    /** Where the roots came from, for error messages: {@code 142 roots from /etc/ssl/certs, --ca-file /etc/my-ca.pem}; throws as {@link #keyStore()}. */
    public String describe() {
        return settings.verify() ? loaded().description() : "no roots: every server is trusted";
    }

    private synchronized Loaded loaded() {
        if (loaded == null) {
            loaded = load();
        }
        return loaded;
    }

    private Loaded load() {
        RootSet roots = new RootSet();
        for (Path file : places.files()) {
            if (roots.addFile(file, file.toString())) {
                break;
            }
        }
        places.directories().forEach(directory -> roots.addDirectory(directory, "*"));
        try {
            if (roots.certificates().isEmpty() && !places.chosen()) {
                addJdks(roots);
            }
            settings.hostDirectories().forEach(directory -> roots.addDirectory(directory, "*.crt"));
            settings.caFiles().forEach(file -> addCaFile(roots, file));
            return loaded(roots);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("An empty key store takes certificates", e);
        }
    }

    private Loaded loaded(RootSet roots) throws GeneralSecurityException, IOException {
        if (roots.certificates().isEmpty()) {
            throw new Failure.Source(
                    "There is no root certificate in " + places.files() + " and " + places.directories()
                            + ": no server can be trusted",
                    new ProblemException(new RegistryProblem.NoRoots()));
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (X509Certificate root : roots.certificates()) {
            store.setCertificateEntry("root-" + store.size(), root);
        }
        return new Loaded(store, roots.certificates().size() + " roots from " + String.join(", ", roots.origins()));
    }

    private static void addJdks(RootSet roots) throws GeneralSecurityException {
        for (TrustManager manager : managers(null)) {
            if (manager instanceof X509TrustManager trusting) {
                List.of(trusting.getAcceptedIssuers())
                        .forEach(root -> roots.add(
                                root, root.getSubjectX500Principal().getName(), "those built in (Java's cacerts)"));
            }
        }
    }

    private static void addCaFile(RootSet roots, Path file) {
        List<String> blocks;
        try {
            blocks = PemFile.blocks(file);
        } catch (NoSuchFileException e) {
            throw unusable(file, "there is no such file", e);
        } catch (IOException e) {
            throw unusable(file, "it cannot be read: " + e.getMessage(), e);
        }
        int broken = roots.add(blocks, "--ca-file " + file);
        if (blocks.isEmpty()) {
            throw unusable(file, "it has no certificate in PEM form", null);
        }
        if (broken > 0) {
            throw unusable(file, "of its " + blocks.size() + " certificates " + broken + " cannot be read", null);
        }
    }

    private static Failure.Source unusable(Path file, String why, IOException cause) {
        return new Failure.Source(
                "--ca-file '" + file + "' cannot be used: " + why,
                "Expected is text with -----BEGIN CERTIFICATE-----. Another form becomes PEM by:"
                        + " openssl x509 -inform der -in FILE -out FILE.pem",
                cause);
    }

    private TrustManager[] explaining(KeyStore roots) throws GeneralSecurityException {
        boolean ownRoots = !settings.caFiles().isEmpty();
        return Arrays.stream(managers(roots))
                .map(manager -> manager instanceof X509ExtendedTrustManager java
                        ? new ExplainingTrust(java, describe(), ownRoots)
                        : manager)
                .toArray(TrustManager[]::new);
    }

    private static TrustManager[] managers(KeyStore roots) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(roots);
        return factory.getTrustManagers();
    }
}
