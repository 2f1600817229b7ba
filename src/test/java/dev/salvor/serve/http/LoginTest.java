// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.salvor.Failure;
import dev.salvor.image.Digest;
import dev.salvor.lab.Certificates;
import dev.salvor.lab.LabHttp;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.Waiting;
import dev.salvor.select.Selection;
import dev.salvor.select.TargetNames;
import dev.salvor.serve.login.Logins;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS, and logins over it. */
class LoginTest {
    private static final byte[] LAYER = TestContent.layer(1, 700_000);

    @TempDir
    Path work;

    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private Certificates certificates;
    private Path passwords;

    @BeforeEach
    void write() throws IOException {
        StorageFixtures.write(work.resolve("storage"), images -> images.image("p/app", "1", List.of(LAYER)));
        certificates = Certificates.in(Files.createDirectories(work.resolve("tls")));
        passwords = work.resolve("htpasswd");
        write("node", "secret");
    }

    private void write(String user, String password) throws IOException {
        String hash = BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(5, password.toCharArray());
        Path newer = Files.writeString(work.resolve("newer"), "# nodes\n" + user + ":" + hash + "\n");
        Files.move(newer, passwords, StandardCopyOption.REPLACE_EXISTING);
    }

    private ServedStorage served(boolean withLogin) {
        ServerIdentity identity = new ServerIdentity(certificates.certPem(), certificates.keyPem(), warnings::add);
        Optional<Logins> logins = withLogin
                ? Optional.of(new Logins(passwords, warnings::add, InstantSource.system()))
                : Optional.empty();
        return ServedStorage.of(
                ServedStorage.registry(work.resolve("storage"), Selection.all(), TargetNames.unchanged(), false),
                usual -> new ServerSettings(usual.host(), 0, Optional.of(identity), logins, usual.limits()));
    }

    private LabHttp https(ServedStorage served, Certificates trusted) {
        return LabHttp.to(URI.create("https://" + served.host()), trusted.sslContext());
    }

    @Test
    void blobsGoOutOverTlsInFullAndInPart() {
        try (ServedStorage served = served(false)) {
            LabHttp https = https(served, certificates);
            String blob = "/v2/p/app/blobs/" + Digest.of(LAYER);
            assertThat(https.get(blob).body()).isEqualTo(LAYER);
            HttpResponse<byte[]> part = https.get(blob, "Range", "bytes=100-400099");
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).hasSize(400_000).startsWith(LAYER[100], LAYER[101]);
        }
    }

    @Test
    void onlyTheUsersOfTheFilePull() {
        try (ServedStorage served = served(true)) {
            LabHttp https = https(served, certificates);
            HttpResponse<byte[]> asked = https.get("/v2/");
            assertThat(asked.statusCode()).isEqualTo(401);
            assertThat(asked.headers().firstValue("WWW-Authenticate")).hasValue("Basic realm=\"salvor\"");
            assertThat(https.get("/v2/p/app/manifests/1").statusCode()).isEqualTo(401);
            assertThat(https.get("/readyz").statusCode()).isEqualTo(200);
            for (String wrong : List.of("", "Secret", "secret ", "x".repeat(100))) {
                assertThat(https.with(LabHttp.basic("node", wrong)).get("/v2/").statusCode())
                        .isEqualTo(401);
            }
            assertThat(https.with(LabHttp.basic("other", "secret")).get("/v2/").statusCode())
                    .isEqualTo(401);
            assertThat(https.with(LabHttp.bearer("node:secret")).get("/v2/").statusCode())
                    .isEqualTo(401);
            assertThat(https.with(LabHttp.basic("node", "secret"))
                            .get("/v2/p/app/manifests/1")
                            .statusCode())
                    .isEqualTo(200);
            Waiting.until(
                    "the line of the pull",
                    () -> served.log().stream()
                            .filter(each -> each.user().isPresent())
                            .findFirst());
        }
    }

    @Test
    void otherPasswordsAndAnotherCertificateAreTakenWhileItRuns() throws IOException {
        try (ServedStorage served = served(true)) {
            assertThat(https(served, certificates)
                            .with(LabHttp.basic("node", "secret"))
                            .get("/v2/")
                            .statusCode())
                    .isEqualTo(200);
            write("node", "changed");
            LabHttp changed = https(served, certificates).with(LabHttp.basic("node", "changed"));
            Waiting.until(
                    "the other password",
                    () -> Optional.of(changed.get("/v2/").statusCode()).filter(status -> status == 200));
            assertThat(https(served, certificates)
                            .with(LabHttp.basic("node", "secret"))
                            .get("/v2/")
                            .statusCode())
                    .isEqualTo(401);

            Certificates others = Certificates.in(Files.createDirectories(work.resolve("others")));
            Files.copy(others.keyPem(), certificates.keyPem(), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(others.certPem(), certificates.certPem(), StandardCopyOption.REPLACE_EXISTING);
            Waiting.until("the other certificate", () -> answersTo(served, others));

            Files.writeString(passwords, "node:$apr1$old$hash\n");
            Waiting.until(
                    "a warning",
                    () -> warnings.stream()
                            .filter(each -> each.contains("bcrypt"))
                            .findFirst());
            assertThat(https(served, others)
                            .with(LabHttp.basic("node", "changed"))
                            .get("/v2/")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private Optional<Integer> answersTo(ServedStorage served, Certificates trusted) {
        try {
            return Optional.of(https(served, trusted).get("/livez").statusCode());
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    @Test
    void whatNobodyCanUseIsSaidAtTheStart() throws IOException {
        Certificates others = Certificates.in(Files.createDirectories(work.resolve("others")));
        assertThatThrownBy(() -> new ServerIdentity(certificates.certPem(), others.keyPem(), warnings::add))
                .isInstanceOf(Failure.Source.class)
                .hasMessageContaining("is not that of the first certificate");
        assertThatThrownBy(() -> new ServerIdentity(work.resolve("nothing"), others.keyPem(), warnings::add))
                .isInstanceOf(Failure.Source.class)
                .hasMessageContaining("no such file");
        for (String wrong : List.of(
                "", "node:secret", "node:{SHA}x", ":$2y$05$" + "a".repeat(53), "node:$2y$31$" + "a".repeat(53))) {
            Files.writeString(passwords, wrong);
            assertThatThrownBy(() -> new Logins(passwords, warnings::add, InstantSource.system()))
                    .as(wrong)
                    .isInstanceOf(Failure.Source.class);
        }
    }

    @Test
    void aPasswordIsNeverAskedForInClear() {
        assertThatThrownBy(() -> new ServerSettings(
                        "127.0.0.1",
                        0,
                        Optional.empty(),
                        Optional.of(new Logins(passwords, warnings::add, InstantSource.system())),
                        Limits.of(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
