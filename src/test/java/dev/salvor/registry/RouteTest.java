// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.Failure;
import dev.salvor.lab.Certificates;
import dev.salvor.lab.ForwardProxy;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.output.FailureText;
import dev.salvor.registry.route.ConnectionRoute;
import dev.salvor.registry.route.PinnedAddress;
import dev.salvor.registry.route.ProxyRules;
import dev.salvor.registry.tls.TlsSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Registries that cannot be reached the usual way. No resolver knows {@code registry.test} (RFC 6761, section 6.2). */
class RouteTest {
    @TempDir
    Path directory;

    private Path root;
    private Certificates certificates;
    private TlsSettings tls;

    @BeforeEach
    void makeCertificates() {
        root = directory.resolve("storage");
        certificates = Certificates.in(directory.resolve("tls"));
        tls = new TlsSettings(true, List.of(certificates.caPem()), List.of());
    }

    private RegistryProcess secureRegistry() {
        return RegistryProcess.over(root).tls(certificates).start();
    }

    private static ConnectionRoute through(String variable, String proxy) {
        return new ConnectionRoute(ProxyRules.of(Map.of(variable, proxy)), List.of());
    }

    private static void open(TestConnections connections, String typed) {
        try (RegistryConnection connection = connections.open(typed, TestConnections.NOBODY)) {
            assertThat(connection.endpoint().authority()).isNotEmpty();
        }
    }

    @Test
    void tlsGoesThroughATunnelOfTheProxy() {
        try (RegistryProcess registry = secureRegistry();
                ForwardProxy proxy = ForwardProxy.to(registry.uri())) {
            open(new TestConnections(tls, through("HTTPS_PROXY", "http://" + proxy.host())), "registry.test");
            assertThat(proxy.requests()).containsExactly("CONNECT registry.test:443 HTTP/1.1");
        }
    }

    @Test
    void plainHttpIsPassedOnByTheProxy() {
        try (RegistryProcess registry = RegistryProcess.over(root).start();
                ForwardProxy proxy = ForwardProxy.to(registry.uri())) {
            open(new TestConnections(tls, through("HTTP_PROXY", proxy.host())), "http://registry.test:5000");
            assertThat(proxy.requests()).containsExactly("GET http://registry.test:5000/v2/ HTTP/1.1");
        }
    }

    @Test
    void theProxysLoginGoesToTheProxyAndToNobodyElse() {
        String basic = "Basic " + Base64.getEncoder().encodeToString("me:secret".getBytes(StandardCharsets.UTF_8));
        try (RegistryProcess registry = secureRegistry();
                ForwardProxy proxy = ForwardProxy.to(registry.uri(), basic)) {
            open(new TestConnections(tls, through("HTTPS_PROXY", "http://me:secret@" + proxy.host())), "registry.test");
            assertThat(proxy.requests()).hasSize(2);
            TestConnections wrong = new TestConnections(tls, through("HTTPS_PROXY", "http://me:wrong@" + proxy.host()));
            assertThatThrownBy(() -> open(wrong, "registry.test"))
                    .isInstanceOf(Failure.Unavailable.class)
                    .hasMessageContaining("407")
                    .hasMessageContaining("through the proxy " + proxy.host() + " ($HTTPS_PROXY)")
                    .hasMessageNotContaining("wrong");
        }
    }

    @Test
    void aProxyThatRefusesTheTunnelIsNotTakenForTheRegistry() {
        try (RegistryProcess registry = secureRegistry();
                ForwardProxy proxy = ForwardProxy.closed(registry.uri())) {
            TestConnections connections = new TestConnections(tls, through("HTTPS_PROXY", "http://" + proxy.host()));
            assertThatThrownBy(() -> open(connections, "registry.test"))
                    .isInstanceOf(Failure.Unavailable.class)
                    .hasMessageContaining("the proxy refused the tunnel: 403")
                    .hasMessageContaining(proxy.host());
        }
    }

    @Test
    void aProxyThatIsDownIsNamed() {
        TestConnections connections = new TestConnections(tls, through("HTTPS_PROXY", "http://127.0.0.1:1"));
        assertThatThrownBy(() -> open(connections, "registry.test"))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContaining("registry.test through the proxy 127.0.0.1:1 ($HTTPS_PROXY)");
    }

    @Test
    void aPinnedAddressStandsInForDns() {
        try (RegistryProcess registry = secureRegistry()) {
            String typed = "registry.test:" + registry.port();
            assertThatThrownBy(() -> open(new TestConnections(tls, ConnectionRoute.direct()), typed))
                    .isInstanceOf(Failure.Unavailable.class)
                    .satisfies(failure -> assertThat(FailureText.advice((Failure) failure))
                            .contains("--resolve " + typed + ":ADDRESS"));
            PinnedAddress pin = PinnedAddress.parse(typed + ":127.0.0.1");
            open(new TestConnections(tls, new ConnectionRoute(ProxyRules.of(Map.of()), List.of(pin))), typed);
        }
    }

    @Test
    void theCertsDirectoryOfAHostHasItsAuthorityAndOurCertificate() {
        try (RegistryProcess registry = RegistryProcess.over(root)
                .tls(certificates)
                .clientCertificates(certificates)
                .start()) {
            String typed = "localhost:" + registry.port();
            assertThatThrownBy(() -> open(new TestConnections(tls, ConnectionRoute.direct()), "https://" + typed))
                    .isInstanceOf(Failure.Unavailable.class);
            TlsSettings settings = new TlsSettings(
                    true, List.of(), List.of(directory.resolve("absent"), certificates.certsDirectory()));
            open(new TestConnections(settings, ConnectionRoute.direct()), typed);
        }
    }

    @Test
    void halfAPairIsNamed() throws Exception {
        Files.delete(certificates.certsDirectory().resolve("client.key"));
        TlsSettings settings = new TlsSettings(true, List.of(), List.of(certificates.certsDirectory()));
        try (RegistryProcess registry = secureRegistry()) {
            assertThatThrownBy(() -> open(
                            new TestConnections(settings, ConnectionRoute.direct()),
                            registry.uri().toString()))
                    .isInstanceOf(Failure.Source.class)
                    .hasMessageContaining("client.key");
        }
    }
}
