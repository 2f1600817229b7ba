// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve.http;

import dev.salvor.Failure;
import dev.salvor.IoReason;
import dev.salvor.content.WatchedFiles;
import dev.salvor.registry.tls.PemIdentity;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/** The certificate of a server, which is read again when its files change: connections that are open keep the one that they began with. */
public final class ServerIdentity extends X509ExtendedKeyManager {
    private final Path certificates;
    private final Path key;
    private final Consumer<String> warnings;
    private final WatchedFiles files;
    /** The last two: a handshake may have begun with the one before. */
    private volatile List<Generation> generations;

    private record Generation(String alias, PemIdentity identity) {}

    /**
     * Reads the files.
     *
     * @param warnings hears why newer ones cannot be used
     * @throws Failure.Source if they cannot be used
     */
    public ServerIdentity(Path certificates, Path key, Consumer<String> warnings) {
        this.certificates = certificates;
        this.key = key;
        this.warnings = warnings;
        this.files = new WatchedFiles(certificates, key);
        this.generations = List.of(new Generation("0", PemIdentity.read(certificates, key)));
        refresh();
    }

    /** Looks whether there are newer ones; if these cannot be used, it stays as it is. */
    void refresh() {
        try {
            if (files.haveChanged()) {
                Generation before = generations.getFirst();
                String alias = Integer.toString(Integer.parseInt(before.alias()) + 1);
                generations = List.of(new Generation(alias, PemIdentity.read(certificates, key)), before);
            }
        } catch (IOException e) {
            warnings.accept(certificates + ", " + key + ": " + IoReason.of(e) + "; the certificate stays as it was");
        } catch (Failure.Source e) {
            warnings.accept(e.getMessage() + "; the certificate stays as it was");
        }
    }

    private Optional<PemIdentity> of(String alias) {
        return generations.stream()
                .filter(each -> each.alias().equals(alias))
                .map(Generation::identity)
                .findFirst();
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        Generation now = generations.getFirst();
        return now.identity().key().getAlgorithm().equals(keyType) ? now.alias() : null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return of(alias).map(its -> its.chain().toArray(X509Certificate[]::new)).orElse(null);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return of(alias).map(PemIdentity::key).orElse(null);
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return chooseEngineServerAlias(keyType, issuers, null);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        String alias = chooseEngineServerAlias(keyType, issuers, null);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return null;
    }
}
