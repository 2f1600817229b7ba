// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.Failure;
import dev.salvor.image.RepositoryName;
import dev.salvor.output.FailureText;
import dev.salvor.registry.endpoint.Endpoint.Scheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            value = {
                "harbor.example.com              | HTTPS         | harbor.example.com | -1   | ''",
                "harbor.example.com:443          | HTTPS         | harbor.example.com | 443  | ''",
                "docker://harbor.example.com/a   | HTTPS         | harbor.example.com | -1   | a",
                "http://harbor.example.com       | HTTP          | harbor.example.com | -1   | ''",
                "HTTPS://Harbor.example.com/a/b/ | HTTPS         | Harbor.example.com | -1   | a/b",
                "https://localhost:5000          | HTTPS         | localhost          | 5000 | ''",
                "localhost:5000                  | HTTPS_OR_HTTP | localhost          | 5000 | ''",
                "docker://LOCALHOST              | HTTPS_OR_HTTP | LOCALHOST          | -1   | ''",
                "registry.localhost:5000/a       | HTTPS_OR_HTTP | registry.localhost | 5000 | a",
                "127.1.2.3:5000                  | HTTPS_OR_HTTP | 127.1.2.3          | 5000 | ''",
                "[::1]:5000                      | HTTPS_OR_HTTP | [::1]              | 5000 | ''",
                "[0:0:0:0:0:0:0:1]               | HTTPS_OR_HTTP | [0:0:0:0:0:0:0:1]  | -1   | ''",
                "[2001:db8::1]/a                 | HTTPS         | [2001:db8::1]      | -1   | a",
                "128.0.0.1:5000                  | HTTPS         | 128.0.0.1          | 5000 | ''",
                "localhost.example.com           | HTTPS         | localhost.example.com | -1 | ''",
                "harbor                          | HTTPS         | harbor             | -1   | ''",
                "harbor/team/v2                  | HTTPS         | harbor             | -1   | team/v2",
            })
    void readsWhatWasTyped(String typed, Scheme scheme, String host, int port, String prefix) {
        assertThat(Endpoint.parse(typed, "")).isEqualTo(new Endpoint(scheme, host, port, "", prefix));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            value = {
                "''                             | it has no host",
                "https://                       | it has no host",
                "/storage                       | it has no host",
                "ftp://harbor.example.com       | scheme 'ftp'",
                "harbor example                 | host 'harbor example'",
                "harbor_1:5000                  | host 'harbor_1'",
                "127.0.0.999                    | host '127.0.0.999'",
                "::1                            | host '::1'",
                "[fe80::1%eth0]                 | host '[fe80::1%eth0]'",
                "[::1                           | host '[::1'",
                "harbor:                        | port ''",
                "nginx:1.25                     | port '1.25'",
                "harbor:0                       | port '0'",
                "harbor:65536                   | port '65536'",
                "harbor:99999999999             | port '99999999999'",
                "harbor/Team                    | prefix 'Team'",
                "harbor//team                   | prefix '/team'",
                "harbor/team/app:1.0            | names an image",
                "harbor/app@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 | digest names an image",
                "harbor/v2/                     | path /v2/",
                "https://harbor/v2              | path /v2/",
                "https://harbor/registry/v2/    | path /v2/",
                "harbor/v2/_catalog             | prefix 'v2/_catalog'",
            })
    void refusesAnotherForm(String typed, String reason) {
        assertThatThrownBy(() -> Endpoint.parse(typed, ""))
                .isInstanceOfSatisfying(
                        Failure.Source.class,
                        failure -> assertThat(FailureText.advice(failure)).isNotBlank())
                .hasMessageStartingWith("'" + typed + "'")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://robot:s3cret@harbor.example.com",
                "robot:s3cret@harbor/a",
                "robot:x/s3cret@harbor",
                "robot:x?s3cret@harbor",
                "robot:x@s3cret@sha256:00000000000000000000000000000000",
                "https://harbor/a?token=s3cret",
                "https://harbor/a#s3cret",
            })
    void refusesAPasswordWithoutRepeatingIt(String typed) {
        assertThatThrownBy(() -> Endpoint.parse(typed, ""))
                .isInstanceOfSatisfying(
                        Failure.Source.class,
                        failure -> assertThat(failure.getMessage() + FailureText.advice(failure))
                                .doesNotContain("s3cret"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"'',''", "/,''", "/registry,/registry", "registry/,/registry", "/a/b//,/a/b"})
    void normalisesTheApiBase(String typed, String base) {
        assertThat(Endpoint.parse("https://harbor:8443/team", typed).base()).hasToString("https://harbor:8443" + base);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2", "/v2/", "/registry/v2/", "https://harbor/registry", "/a?b", "/a b"})
    void refusesAnApiBaseThatIsNone(String typed) {
        assertThatThrownBy(() -> Endpoint.parse("harbor", typed))
                .isInstanceOf(Failure.Source.class)
                .hasMessageStartingWith("'" + typed + "'");
    }

    @Test
    void hasABaseOnceTheSchemeIsSettled() {
        Endpoint open = Endpoint.parse("[::1]:5000/team", "");

        assertThat(open.over(Scheme.HTTP).base()).hasToString("http://[::1]:5000");
        assertThat(open.over(Scheme.HTTPS).base()).hasToString("https://[::1]:5000");
        assertThatIllegalStateException().isThrownBy(open::base);
        assertThatIllegalArgumentException().isThrownBy(() -> open.over(Scheme.HTTPS_OR_HTTP));
    }

    @Test
    void knowsWhereDockerHubsApiIs() {
        Endpoint hub = Endpoint.parse("docker.io/me", "");

        assertThat(hub.base()).hasToString("https://registry-1.docker.io");
        assertThat(hub.authority()).isEqualTo("docker.io");
    }

    @Test
    void namesItselfAsTyped() {
        assertThat(Endpoint.parse("https://harbor:443/team", "").authority()).isEqualTo("harbor:443");
        assertThat(Endpoint.parse("http://harbor", "").authority()).isEqualTo("harbor");
    }

    @Test
    void takesThePrefixOffTheNamesBelowIt() {
        Endpoint archive = Endpoint.parse("harbor/archive/old", "");

        assertThat(archive.source(new RepositoryName("archive/old/devops/app")))
                .contains(new RepositoryName("devops/app"));
        assertThat(archive.source(new RepositoryName("archive/older/app"))).isEmpty();
        assertThat(archive.source(new RepositoryName("archive/old"))).isEmpty();
    }

    @Test
    void leavesNamesAloneWithoutAPrefix() {
        Endpoint plain = Endpoint.parse("harbor", "");
        RepositoryName name = new RepositoryName("devops/app");

        assertThat(plain.source(name)).contains(name);
    }

    @Test
    void canBeMeantBelowAnotherPrefix() {
        Endpoint plain = Endpoint.parse("http://harbor:8080", "/registry");

        assertThat(plain.below("archive/old")).isEqualTo(Endpoint.parse("http://harbor:8080/archive/old", "/registry"));
        assertThatIllegalArgumentException().isThrownBy(() -> plain.below("Archive"));
    }
}
