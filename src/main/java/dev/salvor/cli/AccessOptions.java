// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.output.Output;
import dev.salvor.serve.http.ServerIdentity;
import dev.salvor.serve.login.Logins;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import picocli.CommandLine.Option;

/** As whom, and to whom, a registry is served. */
public final class AccessOptions {
    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description =
                    "Serve https with the certificate of this PEM file, those of its CAs behind it. Read again when it changes.")
    private Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "The key of --tls-cert, in PEM form.")
    private Path key;

    @Option(
            names = "--htpasswd",
            paramLabel = "FILE",
            description =
                    "Only the users of this file may pull, with the passwords whose bcrypt hashes it has (htpasswd -B). Needs --tls-cert."
                            + " Read again when it changes.")
    private Path passwords;

    /** @throws Usage if the options do not fit each other, or what others reach would be served in clear */
    void require(ListenOptions listen) {
        if ((certificate == null) != (key == null)) {
            throw new Usage(
                    certificate == null ? "--tls-key without --tls-cert" : "--tls-cert without --tls-key",
                    "Give both.");
        }
        if (passwords != null && certificate == null) {
            throw new Usage(
                    "--htpasswd without --tls-cert: passwords would be sent in clear",
                    "Give --tls-cert and --tls-key.");
        }
        if (certificate != null && listen.isInsecure()) {
            throw new Usage("--insecure-listen with --tls-cert: it is one or the other", "Leave one of them out.");
        }
        if (certificate == null && !listen.isInsecure() && !listen.isLoopback()) {
            throw new Usage(
                    "--listen " + listen.address() + " without TLS: others could read and change what nodes pull",
                    "Give --tls-cert and --tls-key; or --insecure-listen, if the network is trusted.");
        }
    }

    /** Reads the files. */
    Optional<ServerIdentity> identity(Output output) {
        return Optional.ofNullable(certificate).map(file -> new ServerIdentity(file, key, output::warn));
    }

    /** Reads the file. */
    Optional<Logins> logins(Output output) {
        return Optional.ofNullable(passwords).map(file -> new Logins(file, output::warn, InstantSource.system()));
    }
}
