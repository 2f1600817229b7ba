// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Collects roots, each once, and remembers where some came from. */
final class RootSet {
    private final CertificateFactory factory;
    /** By their base64: Debian has each root in a bundle and in a directory, and to parse them takes most of the time. */
    private final Map<String, X509Certificate> certificates = new LinkedHashMap<>();

    private final Set<String> origins = new LinkedHashSet<>();

    RootSet() {
        try {
            factory = CertificateFactory.getInstance("X.509");
        } catch (CertificateException e) {
            throw new IllegalStateException("Every Java platform knows X.509", e);
        }
    }

    Collection<X509Certificate> certificates() {
        return certificates.values();
    }

    Set<String> origins() {
        return origins;
    }

    /** Adds blocks of {@link PemFile} and returns how many cannot be read; they do not lose the others. */
    int add(List<String> blocks, String origin) {
        int broken = 0;
        for (String block : blocks) {
            if (certificates.containsKey(block)) {
                continue;
            }
            try {
                add(parse(block), block, origin);
            } catch (CertificateException | IllegalArgumentException e) {
                broken++;
            }
        }
        return broken;
    }

    void add(X509Certificate certificate, String key, String origin) {
        certificates.put(key, certificate);
        origins.add(origin);
    }

    /**
     * Adds what is in the files of a directory that can be read, but not what is below it.
     *
     * @param glob of the names of files
     */
    void addDirectory(Path directory, String glob) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, glob)) {
            StreamSupport.stream(entries.spliterator(), false)
                    .filter(Files::isRegularFile)
                    .sorted()
                    .forEach(file -> addFile(file, directory.toString()));
        } catch (IOException | DirectoryIteratorException absent) {
            // Most machines have but one of the usual places.
        }
    }

    /** Adds what is in a file; false if it cannot be read. */
    boolean addFile(Path file, String origin) {
        try {
            add(PemFile.blocks(file), origin);
            return true;
        } catch (IOException absent) {
            return false;
        }
    }

    /** @throws IllegalArgumentException if it is not even base64 */
    private X509Certificate parse(String base64) throws CertificateException {
        byte[] der = Base64.getDecoder().decode(base64);
        return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
    }
}
