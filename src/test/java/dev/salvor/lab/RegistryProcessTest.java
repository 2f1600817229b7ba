// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryProcessTest {
    private static final byte[] NOTHING = new byte[0];

    @TempDir
    Path root;

    @Test
    void answersOverTlsByACertificateThatOnlyTheLabTrusts(@TempDir Path certificates) {
        try (RegistryProcess registry =
                RegistryProcess.over(root).tls(Certificates.in(certificates)).start()) {
            assertThat(registry.uri()).hasScheme("https").hasAuthority(registry.host());
            assertThat(registry.http().get("/v2/").statusCode()).isEqualTo(200);
            assertThat(registry.accessLog().entries()).hasSize(1);
            assertThatThrownBy(() -> LabHttp.to(registry.uri()).get("/v2/"))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasRootCauseMessage("unable to find valid certification path to requested target");
        }
    }

    @Test
    void asksForABasicLogin() {
        try (RegistryProcess registry = RegistryProcess.over(root)
                .basicAuth("ci", "s3cret: $ü")
                .basicAuth("other", "x")
                .start()) {
            LabHttp http = registry.http();
            assertThat(http.get("/v2/").headers().firstValue("WWW-Authenticate"))
                    .contains("Basic realm=\"lab\"");
            assertThat(http.with(LabHttp.basic("ci", "wrong")).get("/v2/").statusCode())
                    .isEqualTo(401);
            assertThat(http.with(LabHttp.basic("ci", "s3cret: $ü")).get("/v2/").statusCode())
                    .isEqualTo(200);
            assertThat(http.with(LabHttp.basic("other", "x")).get("/v2/").statusCode())
                    .isEqualTo(200);
            assertThat(registry.accessLog().tokenless()).hasSize(2);
            assertThat(registry.accessLog().entries()).hasSize(4);
        }
    }

    @Test
    void refusesToWriteIfReadOnly() {
        try (RegistryProcess registry = RegistryProcess.over(root).readOnly().start()) {
            assertThat(registry.http()
                            .send("POST", "/v2/a/blobs/uploads/", NOTHING)
                            .statusCode())
                    .isEqualTo(405);
        }
    }

    @Test
    void comesBackOnItsPortWithItsStorage() {
        int port;
        try (RegistryProcess registry = RegistryProcess.over(root).start()) {
            port = registry.port();
            new TestImages(registry.uri()).image("a", "1", List.of());
            registry.stop();
            assertThatThrownBy(() -> registry.http().get("/v2/")).isInstanceOf(UncheckedIOException.class);
            assertThat(registry.accessLog().tagPuts()).hasSize(1);
        }
        try (RegistryProcess again = RegistryProcess.over(root).port(port).start()) {
            assertThat(again.port()).isEqualTo(port);
            assertThat(RegistryWalk.tags(again.uri())).containsOnlyKeys("a:1");
        }
    }

    @Test
    void saysWhyItDoesNotStart(@TempDir Path directory) throws IOException {
        Path noKey = Files.writeString(directory.resolve("empty.pem"), "");
        Certificates good = Certificates.in(directory);
        Certificates bad =
                new Certificates(good.caPem(), good.certPem(), noKey, good.certsDirectory(), good.sslContext());
        assertThatThrownBy(() -> RegistryProcess.over(root).tls(bad).start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("docker-registry did not start")
                .hasMessageContaining("failed to find any PEM data in key input");
    }
}
