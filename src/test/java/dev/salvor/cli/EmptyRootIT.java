// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.Certificates;
import dev.salvor.lab.Front;
import dev.salvor.lab.NameServer;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Salvor where nothing is installed: in a root directory with the binary and a storage. */
@NativeBinary
class EmptyRootIT {
    @TempDir
    Path directory;

    @TempDir
    Path target;

    @TempDir
    Path scratch;

    private EmptyRoot root;
    private Path storage;
    private Certificates certificates;

    @BeforeEach
    void makeRoot() {
        root = EmptyRoot.in(directory);
        storage = directory.resolve("storage");
        StorageFixtures.write(storage, images -> {
            images.image("devops/bmcx", "1.1.0", List.of(TestContent.layer(1, 30_000)));
            images.ociImage("other/app", "v1", List.of(TestContent.layer(1, 30_000), TestContent.layer(2, 2_000_000)));
        });
        certificates = Certificates.in(scratch.resolve("tls"));
    }

    private static String[] sync(String registry, String... more) {
        return Stream.concat(Stream.of("sync", "/storage", registry), Arrays.stream(more))
                .toArray(String[]::new);
    }

    private void assertArrived(Program.Ended ended) {
        assertThat(ended.exitCode()).as(ended.err() + ended.out()).isZero();
        assertThat(ended.err()).doesNotContain("WARN");
        assertThat(RegistryWalk.tags(target)).isEqualTo(StorageWalk.tags(storage));
    }

    private RegistryProcess secureRegistry() {
        return RegistryProcess.over(target).tls(certificates).start();
    }

    @Test
    void pushesOverHttp() {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            assertArrived(root.salvor(Map.of(), sync(registry.host())).run(scratch));
        }
    }

    static Stream<Arguments> placesOfRoots() {
        return Stream.of(
                Arguments.of("/ca.pem", Map.of(), new String[] {"--ca-file", "/ca.pem"}),
                Arguments.of("/ca.pem", Map.of("SSL_CERT_FILE", "/ca.pem"), new String[0]),
                Arguments.of("/certs/our-ca.pem", Map.of("SSL_CERT_DIR", "/certs"), new String[0]),
                Arguments.of("/etc/ssl/certs/ca-certificates.crt", Map.of(), new String[0]),
                Arguments.of("/etc/pki/tls/certs/ca-bundle.crt", Map.of(), new String[0]),
                Arguments.of("/etc/docker/certs.d/registry.test:{port}/ca.crt", Map.of(), new String[0]),
                Arguments.of("/etc/containers/certs.d/registry.test:{port}/ca.crt", Map.of(), new String[0]),
                Arguments.of(
                        "/home/me/.config/containers/certs.d/registry.test:{port}/ca.crt",
                        Map.of("HOME", "/home/me"),
                        new String[0]));
    }

    @ParameterizedTest
    @MethodSource("placesOfRoots")
    void pushesOverTlsWithTheRootsFrom(String place, Map<String, String> environment, String[] options)
            throws IOException {
        try (RegistryProcess registry = secureRegistry()) {
            root.write("/etc/hosts", "127.0.0.1 registry.test\n");
            root.write(
                    place.replace("{port}", Integer.toString(registry.port())), Files.readString(certificates.caPem()));
            assertArrived(root.salvor(environment, sync("registry.test:" + registry.port(), options))
                    .run(scratch));
        }
    }

    @Test
    void showsItsCertificateToARegistryThatAsks() throws IOException {
        try (RegistryProcess registry = RegistryProcess.over(target)
                .tls(certificates)
                .clientCertificates(certificates)
                .start()) {
            String host = "127.0.0.1:" + registry.port();
            for (String name : List.of("ca.crt", "client.cert", "client.key")) {
                root.write(
                        "/etc/docker/certs.d/" + host + "/" + name,
                        Files.readString(certificates.certsDirectory().resolve(name)));
            }
            Program.Ended ended = root.salvor(Map.of(), sync(host)).run(scratch);
            assertThat(ended.exitCode()).as(ended.err() + ended.out()).isZero();
        }
    }

    @Test
    void namesAreResolvedByResolvConf() throws IOException {
        try (RegistryProcess registry = secureRegistry();
                NameServer _ = NameServer.start()) {
            root.write("/etc/resolv.conf", "nameserver " + NameServer.ADDRESS + "\n");
            root.write("/ca.pem", Files.readString(certificates.caPem()));
            assertArrived(root.salvor(Map.of(), sync("registry.test:" + registry.port(), "--ca-file", "/ca.pem"))
                    .run(scratch));
        }
    }

    @Test
    void namesAreResolvedByTheUser() throws IOException {
        try (RegistryProcess registry = secureRegistry()) {
            String host = "registry.test:" + registry.port();
            root.write("/ca.pem", Files.readString(certificates.caPem()));
            assertArrived(root.salvor(Map.of(), sync(host, "--ca-file", "/ca.pem", "--resolve", host + ":127.0.0.1"))
                    .run(scratch));
        }
    }

    @Test
    void theRootsThatAreBuiltInComeLast() {
        try (RegistryProcess registry = secureRegistry()) {
            Program.Ended ended = root.salvor(Map.of(), sync("https://127.0.0.1:" + registry.port()))
                    .run(scratch);
            assertThat(ended.exitCode()).isEqualTo(3);
            assertThat(ended.err()).contains("is not trusted", "roots from those built in", "--ca-file");
        }
    }

    /** The signal goes to the process that is 1 in there; out here unshare is its parent, and ends as it does. */
    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143"})
    void asProcessOneItObeysSignals(String signal, int exitCode) throws Exception {
        CountDownLatch underWay = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        try (RegistryProcess registry = RegistryProcess.over(target).start();
                Front front = Front.of(registry.uri(), (method, _) -> {
                    if (method.equals("PUT")) {
                        underWay.countDown();
                        awaitUninterrupted(over);
                    }
                    return Optional.empty();
                })) {
            Program.Running running =
                    root.salvorAsPid1(sync("http://" + front.host())).start(scratch);
            assertThat(underWay.await(30, TimeUnit.SECONDS)).isTrue();
            ProcessHandle first = running.process().children().findFirst().orElseThrow();
            new ProcessBuilder("kill", "-" + signal, Long.toString(first.pid()))
                    .start()
                    .waitFor();
            Program.Ended ended = running.end(Duration.ofSeconds(5));
            over.countDown();
            assertThat(ended.exitCode()).isEqualTo(exitCode);
            assertThat(ended.out()).contains("Interrupted.").containsPattern("not tried +[1-9]");
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'sync,/storage,http://127.0.0.1:1,--report,/report.jsonl',/report.jsonl",
        "'sync,/storage,http://127.0.0.1:1,--authfile,/auth.json',/auth.json",
        "'sync,/elsewhere,http://127.0.0.1:1',/elsewhere",
    })
    void whatIsMissingIsSaidInALineThatNamesIt(String arguments, String missing) {
        Program.Ended ended = root.salvor(Map.of(), arguments.split(",")).run(scratch);
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(2);
        assertThat(ended.err().lines().findFirst().orElse(""))
                .startsWith("salvor: ")
                .contains(missing);
        assertThat(ended.err()).doesNotContain("\tat ");
    }
}
