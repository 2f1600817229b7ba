// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustRootsTest {
    private static final String BROKEN = "-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIB\n-----END CERTIFICATE-----\n";

    @TempDir
    static Path made;

    private static TestCertificate one;
    private static TestCertificate two;

    @TempDir
    Path root;

    @BeforeAll
    static void makeCertificates() throws IOException, InterruptedException {
        one = TestCertificate.of(made, "one");
        two = TestCertificate.of(made, "two");
    }

    @Test
    void readsTheFirstBundleOfTheUsualOnesThatIsThere() throws Exception {
        Path first = file("first.pem", one.pem());
        Path second = file("second.pem", two.pem());

        assertThat(names(new TrustRoots(verified(), usual(List.of(root.resolve("none"), first, second), List.of()))))
                .containsExactly("CN=one");
    }

    @Test
    void readsAllFilesOfAllUsualDirectoriesBesides() throws Exception {
        Path bundle = file("bundle.pem", one.pem());
        file("a/one.pem", one.pem());
        file("a/below/two.pem", two.pem());
        Files.createSymbolicLink(root.resolve("a/dangling"), root.resolve("nowhere"));
        file("b/two.0", two.pem());
        List<Path> directories = List.of(root.resolve("a"), root.resolve("none"), root.resolve("b"));
        TrustRoots roots = new TrustRoots(verified(), usual(List.of(bundle), directories));

        assertThat(names(roots)).containsExactly("CN=one", "CN=two");
        assertThat(roots.describe()).isEqualTo("2 roots from " + bundle + ", " + root.resolve("b"));
    }

    @Test
    void followsLinksToFilesInADirectory() throws Exception {
        file("elsewhere/one.pem", one.pem());
        Files.createDirectory(root.resolve("certs"));
        Files.createSymbolicLink(root.resolve("certs/0a1b.0"), root.resolve("elsewhere/one.pem"));

        assertThat(names(new TrustRoots(verified(), usual(List.of(), List.of(root.resolve("certs"))))))
                .containsExactly("CN=one");
    }

    @Test
    void replacesTheUsualPlacesByTheVariables() throws Exception {
        RootPlaces usual = usual(List.of(file("usual.pem", one.pem())), List.of(root.resolve("usual")));
        Path own = file("own.pem", two.pem());

        assertThat(usual.in(Map.of("SSL_CERT_FILE", own.toString())))
                .isEqualTo(new RootPlaces(List.of(own), List.of(root.resolve("usual")), true));
        assertThat(usual.in(Map.of("SSL_CERT_DIR", root + "/x::" + root + "/y")))
                .isEqualTo(new RootPlaces(usual.files(), List.of(root.resolve("x"), root.resolve("y")), true));
        assertThat(usual.in(Map.of("SSL_CERT_FILE", "", "SSL_CERT_DIR", ""))).isEqualTo(usual);
        assertThat(names(new TrustRoots(verified(), usual.in(Map.of("SSL_CERT_FILE", own.toString())))))
                .containsExactly("CN=two");
    }

    @Test
    void readsThePlacesOfTheEnvironment() throws Exception {
        Path file = file("own.pem", one.pem());
        file("dir/two.pem", two.pem());
        Map<String, String> environment = Map.of(
                "SSL_CERT_FILE",
                file.toString(),
                "SSL_CERT_DIR",
                root.resolve("dir").toString());

        assertThat(names(new TrustRoots(verified(), environment))).containsExactly("CN=one", "CN=two");
    }

    @Test
    void addsTheCaFilesToTheSystemsRoots() throws Exception {
        Path bundle = file("bundle.pem", one.pem());
        Path own = file("own.pem", two.pem());
        TrustRoots roots = new TrustRoots(verified(own), usual(List.of(bundle), List.of()));

        assertThat(names(roots)).containsExactly("CN=one", "CN=two");
        assertThat(roots.describe()).isEqualTo("2 roots from " + bundle + ", --ca-file " + own);
    }

    @Test
    void readsABundleWithCommentsKeysAndABrokenCertificate() throws Exception {
        String bundle = "# Über-CA - one\n\n" + one.pem().replace("\n", "\r\n") + BROKEN
                + "-----BEGIN CERTIFICATE-----\n*junk*\n-----END CERTIFICATE-----\n"
                + "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n two=====\n"
                + two.pem().strip();
        Path file = root.resolve("bundle.pem");
        Files.writeString(file, bundle, StandardCharsets.ISO_8859_1);

        assertThat(names(new TrustRoots(verified(), usual(List.of(file), List.of()))))
                .containsExactly("CN=one", "CN=two");
    }

    @Test
    void takesJavasRootsIfTheMachineHasNone() throws Exception {
        TrustRoots roots = new TrustRoots(verified(), usual(List.of(root.resolve("none")), List.of(root)));

        assertThat(names(roots)).hasSizeGreaterThan(50).doesNotHaveDuplicates();
        assertThat(roots.describe()).endsWith("roots from those built in (Java's cacerts)");
    }

    @Test
    void failsIfTheChosenPlacesHaveNone() {
        RootPlaces chosen = usual(List.of(), List.of()).in(Map.of("SSL_CERT_FILE", "/nowhere.pem"));

        assertThatThrownBy(() -> new TrustRoots(verified(), chosen).keyStore())
                .isInstanceOf(Failure.Source.class)
                .hasMessageContaining("/nowhere.pem");
    }

    @Test
    void failsIfACaFileCannotBeUsed() throws IOException {
        assertCaFileFails(root.resolve("missing.pem"), "no such file");
        assertCaFileFails(Files.createDirectory(root.resolve("directory")), "cannot be read");
        Path loop = root.resolve("loop");
        assertCaFileFails(Files.createSymbolicLink(loop, loop), "cannot be read");
        assertCaFileFails(file("empty.pem", ""), "no certificate");
        assertCaFileFails(
                file("key.pem", "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n"), "no certificate");
        assertCaFileFails(file("broken.pem", one.pem() + BROKEN), "of its 2 certificates 1 cannot be read");
        assertCaFileFails(file("torn.pem", one.pem().substring(0, 200)), "of its 1 certificates 1 cannot be read");
    }

    @Test
    void trustsAServerByItsRoots() throws Exception {
        Path trusted = file("one.pem", one.pem());
        TrustRoots roots = new TrustRoots(verified(trusted), Map.of());

        assertThat(shakesHands(roots, one)).isTrue();
        assertThat(shakesHands(roots, two)).isFalse();
    }

    @Test
    void trustsEveryServerIfToldSo() throws Exception {
        TrustRoots roots = new TrustRoots(new TlsSettings(false, List.of(), List.of()), Map.of());

        assertThat(shakesHands(roots, two)).isTrue();
        assertThat(roots.describe()).contains("every server is trusted");
    }

    @Test
    void readsTheFilesOnce() throws Exception {
        Path bundle = file("bundle.pem", one.pem());
        TrustRoots roots = new TrustRoots(verified(), usual(List.of(bundle), List.of()));
        var first = roots.keyStore();
        Files.delete(bundle);

        assertThat(roots.keyStore()).isSameAs(first);
    }

    private void assertCaFileFails(Path file, String reason) {
        assertThatThrownBy(
                        () -> new TrustRoots(verified(file), Map.of()).sslContext(new ClientIdentity(verified(file))))
                .isInstanceOf(Failure.Source.class)
                .hasMessageContaining("--ca-file '" + file + "'")
                .hasMessageContaining(reason);
    }

    private static boolean shakesHands(TrustRoots roots, TestCertificate server) throws Exception {
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor();
                SSLServerSocket listening = (SSLServerSocket)
                        server.server().getServerSocketFactory().createServerSocket(0)) {
            var served = tasks.submit(() -> {
                try (var accepted = listening.accept()) {
                    accepted.getOutputStream().write('!');
                    return true;
                } catch (IOException refusedByTheClient) {
                    return false;
                }
            });
            boolean trusted;
            try (SSLSocket client = (SSLSocket) roots.sslContext(new ClientIdentity(verified()))
                    .getSocketFactory()
                    .createSocket("localhost", listening.getLocalPort())) {
                trusted = client.getInputStream().read() == '!';
            } catch (SSLException e) {
                trusted = false;
            }
            served.get();
            return trusted;
        }
    }

    private static TlsSettings verified(Path... caFiles) {
        return new TlsSettings(true, List.of(caFiles), List.of());
    }

    private static RootPlaces usual(List<Path> files, List<Path> directories) {
        return new RootPlaces(files, directories, false);
    }

    private static List<String> names(TrustRoots roots) throws KeyStoreException {
        List<String> names = new ArrayList<>();
        for (String alias : Collections.list(roots.keyStore().aliases())) {
            names.add(((X509Certificate) roots.keyStore().getCertificate(alias))
                    .getSubjectX500Principal()
                    .getName());
        }
        Collections.sort(names);
        return names;
    }

    private Path file(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }
}
