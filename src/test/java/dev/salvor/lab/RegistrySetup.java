// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** How a registry is to run; {@link RegistryProcess#over} begins one. Its configuration is written as JSON, which is YAML. */
public final class RegistrySetup {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CHEAPEST = 4;

    private final Path root;
    private final ObjectNode config = JSON.createObjectNode();
    private final List<String> logins = new ArrayList<>();
    private int port;
    private Optional<Certificates> certificates = Optional.empty();

    /** As Harbor has it (make/photon/prepare/templates/registry/config.yml.jinja), but for the caches, which are off. */
    RegistrySetup(Path root) {
        this.root = root.toAbsolutePath();
        config.put("version", "0.1");
        config.withObject("/log").put("level", "info");
        config.withObject("/storage/filesystem").put("rootdirectory", this.root.toString());
        config.withObject("/storage/delete").put("enabled", true);
        config.withObject("/validation").put("disabled", true);
        // Fixed, so that an upload's state outlives a restart.
        config.withObject("/http").put("secret", "lab");
    }

    /** Listens there and not on any free port: for a registry that comes back. */
    public RegistrySetup port(int fixed) {
        port = fixed;
        return this;
    }

    /** With another secret than its sister over the same storage: neither knows an upload that the other has begun. */
    public RegistrySetup secret(String own) {
        config.withObject("/http").put("secret", own);
        return this;
    }

    public RegistrySetup tls(Certificates server) {
        certificates = Optional.of(server);
        config.withObject("/http/tls")
                .put("certificate", server.certPem().toString())
                .put("key", server.keyPem().toString());
        return this;
    }

    /** Lets only those in who show a certificate by this authority. */
    public RegistrySetup clientCertificates(Certificates clients) {
        config.withObject("/http/tls").putArray("clientcas").add(clients.caPem().toString());
        return this;
    }

    /** Calls itself so in every Location, as one does that knows only the network behind a proxy. */
    public RegistrySetup calling(String address) {
        config.withObject("/http").put("host", address);
        return this;
    }

    /** Asks for Basic; may be called once per user. */
    public RegistrySetup basicAuth(String user, String password) {
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        byte[] secret = password.getBytes(StandardCharsets.UTF_8);
        logins.add(user + ":" + OpenBSDBCrypt.generate("2y", secret, salt, CHEAPEST));
        return this;
    }

    /** Asks for tokens of this server. */
    public RegistrySetup tokenAuth(TokenServer tokens) {
        config.withObject("/auth/token")
                .put("realm", tokens.realm().toString())
                .put("service", TokenServer.SERVICE)
                .put("issuer", TokenServer.ISSUER)
                .put("rootcertbundle", tokens.certificatePem().toString());
        return this;
    }

    /** As distribution has it by default: no foreign layers, since no URL is allowed. */
    public RegistrySetup validating() {
        config.withObject("/validation").put("disabled", false);
        return this;
    }

    /** Answers 405 UNSUPPORTED to all that would write. */
    public RegistrySetup readOnly() {
        config.withObject("/storage/maintenance/readonly").put("enabled", true);
        return this;
    }

    /**
     * Returns once it listens.
     *
     * @throws IllegalStateException if it does not start; the message has its log
     */
    public RegistryProcess start() {
        Path binary = DebianProgram.registry();
        Path directory = Trees.temporary("salvor-registry-");
        try {
            config.withObject("/http").put("addr", "127.0.0.1:" + port);
            if (!logins.isEmpty()) {
                Path file = Files.write(directory.resolve("htpasswd"), logins);
                config.withObject("/auth/htpasswd").put("realm", "lab").put("path", file.toString());
            }
            Path file = Files.write(directory.resolve("config.yml"), JSON.writeValueAsBytes(config));
            Process process = new ProcessBuilder(binary.toString(), "serve", file.toString())
                    .redirectOutput(
                            directory.resolve(RegistryProcess.ACCESS_LOG).toFile())
                    .redirectError(directory.resolve(RegistryProcess.LOG).toFile())
                    .start();
            return new RegistryProcess(root, directory, process, certificates);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
