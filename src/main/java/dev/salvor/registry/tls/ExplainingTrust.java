// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.function.BiFunction;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Decides as Java does, and says why not: Java itself has "unable to find valid certification path" for nearly everything. */
final class ExplainingTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager java;
    private final BiFunction<X509Certificate[], CertificateException, DistrustedException> explanation;

    /**
     * @param roots in words, for advice
     * @param ownRoots whether the user named some of them
     */
    ExplainingTrust(X509ExtendedTrustManager java, String roots, boolean ownRoots) {
        this.java = java;
        this.explanation = (chain, thrown) ->
                new ChainFault(chain, java.getAcceptedIssuers(), roots, ownRoots, Instant.now()).explain(thrown);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        explained(chain, () -> java.checkServerTrusted(chain, authType));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        explained(chain, () -> java.checkServerTrusted(chain, authType, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        explained(chain, () -> java.checkServerTrusted(chain, authType, engine));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        java.checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        java.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        java.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return java.getAcceptedIssuers();
    }

    @FunctionalInterface
    private interface Check {
        void run() throws CertificateException;
    }

    private void explained(X509Certificate[] chain, Check check) throws CertificateException {
        try {
            check.run();
        } catch (CertificateException e) {
            throw explanation.apply(chain, e);
        }
    }
}
