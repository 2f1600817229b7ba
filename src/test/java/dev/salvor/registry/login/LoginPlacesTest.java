// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.login;

import static dev.salvor.registry.login.LoginFixture.auths;
import static dev.salvor.registry.login.LoginFixture.password;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which places are asked, in which order, and what becomes of those that are broken. */
class LoginPlacesTest {
    private static final String HOST = "harbor.example.com";

    @TempDir
    Path root;

    private LoginFixture machine;

    @BeforeEach
    void start() {
        machine = new LoginFixture(root);
    }

    @Test
    void asksThePlacesInTheirOrder() {
        machine.file("home/.dockercfg", "{\"" + HOST + "\":{\"username\":\"legacy\",\"password\":\"p\"}}");
        assertThat(machine.login(HOST)).isEqualTo(password("legacy", "p"));

        machine.file("home/.docker/config.json", auths(HOST, "docker", "p"));
        assertThat(machine.login(HOST)).isEqualTo(password("docker", "p"));

        machine.file("home/.config/containers/auth.json", auths(HOST, "config", "p"));
        assertThat(machine.login(HOST)).isEqualTo(password("config", "p"));

        machine.file("run/auth.json", auths(HOST, "run", "p"));
        assertThat(machine.login(HOST)).isEqualTo(password("run", "p"));

        machine.set("DOCKER_AUTH_CONFIG", auths(HOST, "variable", "p"));
        assertThat(machine.login(HOST)).isEqualTo(password("variable", "p"));

        machine.file("explicit.json", auths(HOST, "explicit", "p"));
        machine.set("REGISTRY_AUTH_FILE", root.resolve("explicit.json").toString());
        assertThat(machine.login(HOST)).isEqualTo(password("explicit", "p"));
    }

    @Test
    void obeysTheVariablesThatMoveTheUsualPlaces() {
        machine.set("XDG_RUNTIME_DIR", root.resolve("x/run").toString())
                .set("XDG_CONFIG_HOME", root.resolve("x/config").toString())
                .set("DOCKER_CONFIG", root.resolve("x/docker").toString())
                .file("x/run/containers/auth.json", auths("a", "run", "p"))
                .file("x/config/containers/auth.json", auths("b", "config", "p"))
                .file("x/docker/config.json", auths("c", "docker", "p"))
                .file("run/auth.json", auths("d", "moved", "p"))
                .file("home/.config/containers/auth.json", auths("d", "moved", "p"))
                .file("home/.docker/config.json", auths("d", "moved", "p"));

        assertThat(machine.login("a")).isEqualTo(password("run", "p"));
        assertThat(machine.login("b")).isEqualTo(password("config", "p"));
        assertThat(machine.login("c")).isEqualTo(password("docker", "p"));
        assertThat(machine.login("d")).isEqualTo(new Credentials.Anonymous());
    }

    @Test
    void takesAVariableThatIsSetToNothingAsUnset() {
        machine.set("REGISTRY_AUTH_FILE", "").set("DOCKER_AUTH_CONFIG", "").set("DOCKER_CONFIG", "");
        machine.file("home/.docker/config.json", auths(HOST, "docker", "p"));

        assertThat(machine.login(HOST)).isEqualTo(password("docker", "p"));
    }

    @Test
    void goesOnToTheNextPlaceIfTheFirstHasNothingForTheRegistry() {
        machine.file("run/auth.json", auths("other.example.com", "run", "p"));
        machine.file("home/.docker/config.json", auths(HOST, "docker", "p"));

        assertThat(machine.find(HOST))
                .isEqualTo(new FoundCredentials(
                        password("docker", "p"),
                        root.resolve("home/.docker/config.json").toString()));
    }

    @Test
    void readsNothingButTheExplicitFile() {
        machine.file("home/.docker/config.json", auths(HOST, "docker", "p"));
        machine.set("DOCKER_AUTH_CONFIG", auths(HOST, "variable", "p"));
        machine.file("explicit.json", "{}");
        machine.set("REGISTRY_AUTH_FILE", root.resolve("explicit.json").toString());

        FoundCredentials found = machine.find(HOST);

        assertThat(found.credentials()).isEqualTo(new Credentials.Anonymous());
        assertThat(found.origin()).contains(HOST, "explicit.json").doesNotContain("config.json");
    }

    @Test
    void prefersTheOptionToTheVariable() {
        machine.set("REGISTRY_AUTH_FILE", "/nowhere");
        machine.file("option.json", auths(HOST, "option", "p"));
        Environment changed = machine.environment().withAuthFile(root.resolve("option.json"));

        assertThat(LoginPlace.of(changed)).containsExactly(new LoginPlace.Explicit(root.resolve("option.json")));
    }

    @Test
    void saysWhereItLookedIfItFoundNothing() {
        FoundCredentials found = machine.set("DOCKER_AUTH_CONFIG", "{}").find("harbor.example.com:8443");

        assertThat(found.credentials()).isEqualTo(new Credentials.Anonymous());
        assertThat(found.origin())
                .contains("harbor.example.com:8443", "DOCKER_AUTH_CONFIG", "/run/auth.json", "/.docker/config.json");
        assertThat(machine.warnings).isEmpty();
    }

    @Test
    void failsIfTheExplicitFileIsMissing() {
        assertExplicitFails("missing.json", "no such file");
    }

    @Test
    void failsIfTheExplicitFileCannotBeRead() throws IOException {
        Files.createDirectory(root.resolve("directory"));
        assertExplicitFails("directory", "cannot be read");

        Files.createSymbolicLink(root.resolve("loop"), root.resolve("loop"));
        assertExplicitFails("loop", "cannot be read");
    }

    @Test
    void failsIfTheExplicitFileIsMalformedWithoutQuotingIt() {
        machine.file("torn.json", "{\"auths\":\n{\"h\":{\"auth\":s3cret");
        assertExplicitFails("torn.json", "not JSON (line 2");
        machine.file("list.json", "[\"s3cret\"]");
        assertExplicitFails("list.json", "no JSON object");
        machine.file("auths.json", "{\"auths\":\"s3cret\"}");
        assertExplicitFails("auths.json", "'auths'");
        machine.file("base64.json", "{\"auths\":{\"%s\":{\"auth\":\"s3cret!\"}}}".formatted(HOST));
        assertExplicitFails("base64.json", "not base64");
        machine.file("colon.json", "{\"auths\":{\"%s\":{\"auth\":\"czNjcmV0\"}}}".formatted(HOST));
        assertExplicitFails("colon.json", "user:password");
        machine.file("entry.json", "{\"auths\":{\"%s\":\"s3cret\"}}".formatted(HOST));
        assertExplicitFails("entry.json", "entry for the registry");
    }

    @Test
    void warnsOfAUsualPlaceThatIsMalformedAndGoesOn() {
        machine.set("DOCKER_AUTH_CONFIG", "s3cret");
        machine.file("run/auth.json", "{\"auths\":{\"%s\":{\"auth\":\"s3cret!\"}}}".formatted(HOST));
        machine.file("home/.docker/config.json", auths(HOST, "docker", "p"));

        assertThat(machine.login(HOST)).isEqualTo(password("docker", "p"));
        assertThat(machine.warnings).hasSize(2);
        assertThat(machine.warnings.get(0)).contains("DOCKER_AUTH_CONFIG", "not JSON");
        assertThat(machine.warnings.get(1)).contains("run/auth.json", "not base64");
        assertThat(machine.warnings).noneMatch(warning -> warning.contains("s3cret"));
    }

    @Test
    void doesNotMindAMalformedEntryOfAnotherRegistry() {
        machine.file("run/auth.json", "{\"auths\":{\"other\":{\"auth\":\"!\"}}}");

        assertThat(machine.login(HOST)).isEqualTo(new Credentials.Anonymous());
        assertThat(machine.warnings).isEmpty();
    }

    @Test
    void takesAnEmptyFileAsNobodysLogin() {
        machine.set("REGISTRY_AUTH_FILE", "/dev/null");

        assertThat(machine.login(HOST)).isEqualTo(new Credentials.Anonymous());
    }

    @Test
    void readsTheProcessItRunsIn() {
        Environment environment = Environment.ofProcess();

        assertThat(environment.home()).isEqualTo(Path.of(System.getenv("HOME")));
        assertThat(environment.runDirectory().toString()).matches("/run/containers/[0-9]+");
        assertThat(environment.variables()).containsKey("PATH");
    }

    @Test
    void neverPrintsASecret() {
        machine.set("DOCKER_AUTH_CONFIG", auths(HOST, "user", "s3cret"));
        Credentials token = new Credentials.IdentityToken(Secret.of("s3cret"));
        Credentials bearer = new Credentials.RegistryToken(Secret.of("s3cret"));

        assertThat(List.of(machine.find(HOST), machine.environment(), token, bearer))
                .allSatisfy(value -> assertThat(value.toString())
                        .doesNotContain("s3cret")
                        .doesNotContain(LoginFixture.base64("user:s3cret")));
    }

    private void assertExplicitFails(String file, String reason) {
        machine.set("REGISTRY_AUTH_FILE", root.resolve(file).toString());
        assertThatThrownBy(() -> machine.find(HOST))
                .isInstanceOf(Failure.Source.class)
                .hasMessageContaining(root.resolve(file).toString())
                .hasMessageContaining(reason)
                .satisfies(failure -> assertThat(Stream.iterate(failure, Objects::nonNull, Throwable::getCause))
                        .noneMatch(cause -> cause.toString().contains("s3cret")));
    }
}
