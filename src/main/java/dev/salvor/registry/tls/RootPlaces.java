// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.tls;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where an operating system keeps its roots.
 *
 * @param files bundles; the first that can be read counts
 * @param directories directories of certificates; all count
 * @param chosen whether the user chose them; if not, and nothing is there, the JDK's own roots step in
 */
record RootPlaces(List<Path> files, List<Path> directories, boolean chosen) {

    /** Go's list: crypto/x509/root_linux.go of Go 1.26. */
    static final RootPlaces USUAL = new RootPlaces(
            paths(
                    "/etc/ssl/certs/ca-certificates.crt", // Debian, Ubuntu, Gentoo
                    "/etc/pki/tls/certs/ca-bundle.crt", // Fedora, RHEL 6
                    "/etc/ssl/ca-bundle.pem", // openSUSE
                    "/etc/pki/tls/cacert.pem", // OpenELEC
                    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", // CentOS, RHEL 7
                    "/etc/ssl/cert.pem"), // Alpine
            paths(
                    "/etc/ssl/certs", // SLES
                    "/etc/pki/tls/certs"), // Fedora, RHEL
            false);

    /**
     * The same with what the variables of OpenSSL replace. As there, and in Go (crypto/x509/root_unix.go),
     * {@code SSL_CERT_FILE} replaces the files only and {@code SSL_CERT_DIR} the directories only.
     */
    RootPlaces in(Map<String, String> environment) {
        String file = environment.getOrDefault("SSL_CERT_FILE", "");
        String directory = environment.getOrDefault("SSL_CERT_DIR", "");
        return new RootPlaces(
                file.isEmpty() ? files : paths(file),
                directory.isEmpty() ? directories : paths(directory.split(":")),
                !file.isEmpty() || !directory.isEmpty());
    }

    private static List<Path> paths(String... names) {
        return Stream.of(names).filter(name -> !name.isEmpty()).map(Path::of).toList();
    }
}
