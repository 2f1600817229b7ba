// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.tls;

import dev.salvor.Failure;
import dev.salvor.TextInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * Who we are to a registry that asks for a client's certificate: the pairs {@code *.cert} and {@code *.key} of its certs.d directory
 * (containers-certs.d(5)). Read when first needed.
 */
public final class ClientIdentity {
    /** Of a key store in memory: nobody has to guess it. */
    public static final String STORE_PASSWORD = "in memory";

    private final List<Path> directories;
    private Optional<KeyStore> keyStore;

    public ClientIdentity(TlsSettings settings) {
        this.directories = settings.hostDirectories();
    }

    /**
     * All pairs; empty if there are none.
     *
     * @throws Failure.Source if a pair is broken or only half there
     */
    public synchronized Optional<KeyStore> keyStore() {
        if (keyStore == null) {
            keyStore = load();
        }
        return keyStore;
    }

    /** For a TLS context; none if there is no pair. Throws as {@link #keyStore()} does. */
    KeyManager[] keyManagers() throws GeneralSecurityException {
        Optional<KeyStore> keys = keyStore();
        if (keys.isEmpty()) {
            return new KeyManager[0];
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys.get(), STORE_PASSWORD.toCharArray());
        return factory.getKeyManagers();
    }

    private Optional<KeyStore> load() {
        List<Path> certificates = files("*.cert");
        for (Path key : files("*.key")) {
            if (!certificates.contains(sibling(key, ".cert"))) {
                throw unusable(key, "there is no " + sibling(key, ".cert").getFileName() + " beside it");
            }
        }
        if (certificates.isEmpty()) {
            return Optional.empty();
        }
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Path certificate : certificates) {
                add(store, certificate);
            }
            return Optional.of(store);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("An empty key store takes keys", e);
        }
    }

    private static void add(KeyStore store, Path certificateFile) throws GeneralSecurityException {
        Path keyFile = sibling(certificateFile, ".key");
        try {
            RootSet chain = new RootSet();
            int broken = chain.add(PemFile.blocks(certificateFile), "");
            if (broken > 0 || chain.certificates().isEmpty()) {
                throw unusable(certificateFile, "it has no certificate in PEM form that can be read");
            }
            store.setKeyEntry(
                    certificateFile.toString(),
                    PrivateKeyPem.parse(TextInput.read(keyFile, StandardCharsets.ISO_8859_1)),
                    STORE_PASSWORD.toCharArray(),
                    chain.certificates().toArray(Certificate[]::new));
        } catch (IOException e) {
            throw unusable(keyFile, "it cannot be read: " + e.getMessage());
        } catch (java.security.spec.InvalidKeySpecException e) {
            throw unusable(keyFile, e.getMessage());
        }
    }

    private List<Path> files(String glob) {
        List<Path> found = new ArrayList<>();
        for (Path directory : directories) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, glob)) {
                entries.forEach(found::add);
            } catch (IOException | DirectoryIteratorException absent) {
                // most machines have none of them
            }
        }
        return found;
    }

    private static Path sibling(Path file, String extension) {
        String name = file.getFileName().toString();
        return file.resolveSibling(name.substring(0, name.lastIndexOf('.')) + extension);
    }

    private static Failure.Source unusable(Path file, String why) {
        return new Failure.Source(
                "the client certificate '" + file + "' cannot be used: " + why,
                "Expected are pairs NAME.cert and NAME.key in PEM form, not encrypted. Move them away to go without.");
    }
}
