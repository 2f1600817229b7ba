// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.login;

import static dev.salvor.registry.login.LoginFixture.auths;
import static dev.salvor.registry.login.LoginFixture.base64;
import static dev.salvor.registry.login.LoginFixture.password;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may stand in a file of logins. */
class LoginFileTest {
    private static final Credentials NOBODY = new Credentials.Anonymous();

    @TempDir
    Path root;

    @Test
    void splitsAnAuthAtItsFirstColon() {
        assertThat(login("h", auths("h", "robot$p+n", "a:b:ü ")).credentials())
                .isEqualTo(password("robot$p+n", "a:b:ü "));
    }

    @Test
    void trimsTheNulsThatOldDockersPadWith() {
        assertThat(login("h", auths("h", "user", "secret\0\0\0")).credentials()).isEqualTo(password("user", "secret"));
    }

    /** Go's decoder skips them, and base64(1) makes them. */
    @Test
    void readsAnAuthWithLineBreaksInItAndAfterIt() {
        String json = "{\"auths\":{\"h\":{\"auth\":\"" + base64("u:p").replace("Op", "\\r\\nOp") + "\\n\"}}}";

        assertThat(login("h", json).credentials()).isEqualTo(password("u", "p"));
    }

    @Test
    void readsUserNameAndPasswordAsKubernetesWritesThem() {
        assertThat(login("h", "{\"auths\":{\"h\":{\"username\":\"u\",\"password\":\" p \",\"auth\":\"\"}}}")
                        .credentials())
                .isEqualTo(password("u", " p "));
    }

    @Test
    void prefersTheAuthToUserNameAndPassword() {
        String json = "{\"auths\":{\"h\":{\"username\":\"u\",\"password\":\"p\",\"auth\":\"%s\"}}}";

        assertThat(login("h", json.formatted(base64("a:b"))).credentials()).isEqualTo(password("a", "b"));
    }

    @Test
    void prefersTokensToPasswords() {
        String json = "{\"auths\":{\"h\":{\"auth\":\"%s\",\"identitytoken\":\"i\"},"
                + "\"r\":{\"auth\":\"%1$s\",\"identitytoken\":\"i\",\"registrytoken\":\"r\"}}}";

        assertThat(login("h", json.formatted(base64("<token>:"))).credentials())
                .isEqualTo(new Credentials.IdentityToken(Secret.of("i")));
        assertThat(login("r", json.formatted(base64("u:p"))).credentials())
                .isEqualTo(new Credentials.RegistryToken(Secret.of("r")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}",
                "{\"auths\":null}",
                "{\"auths\":{}}",
                "{\"auths\":{\"h\":{}}}",
                "{\"auths\":{\"h\":{\"email\":\"me@example.com\"}}}",
                "{\"auths\":{\"h\":{\"auth\":null,\"username\":\"u\"}}}",
                "{\"HttpHeaders\":{\"X\":\"y\"}}",
            })
    void hasNoLoginWithoutASecret(String json) {
        assertThat(login("h", json).credentials()).isEqualTo(NOBODY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void readsWhatAnEditorOfWindowsSaved(String charset) throws IOException {
        String json = "\ufeff" + auths("h", "ü", "p").replace(",", ",\r\n") + "\r\n";
        Files.write(root.resolve("auth.json"), json.getBytes(charset));
        LoginFixture machine = new LoginFixture(root).set("REGISTRY_AUTH_FILE", root.resolve("auth.json") + "\r");

        assertThat(machine.login("h")).isEqualTo(password("ü", "p"));
    }

    @Test
    void readsAVariableThatWasSetFromSuchAFile() {
        LoginFixture machine =
                new LoginFixture(root).set("DOCKER_AUTH_CONFIG", "\ufeff" + auths("h", "u", "p") + "\r\n");

        assertThat(machine.login("h")).isEqualTo(password("u", "p"));
        assertThat(machine.warnings).isEmpty();
    }

    @Test
    void looksPastAnEmptyEntry() {
        String json = "{\"auths\":{\"h\":{},\"https://h\":{\"auth\":\"%s\"}}}".formatted(base64("u:p"));

        assertThat(login("h", json).credentials()).isEqualTo(password("u", "p"));
    }

    @Test
    void readsTheOldFormThatIsTheMapItself() {
        String json =
                "{\"https://h/v1/\":{\"auth\":\"%s\"},\"other/path\":{\"auth\":\"%1$s\"}}".formatted(base64("u:p"));

        assertThat(login("h", json).credentials()).isEqualTo(password("u", "p"));
        assertThat(login("other", json).credentials()).isEqualTo(password("u", "p"));
    }

    private FoundCredentials login(String registry, String json) {
        return machine(json).find(registry);
    }

    private LoginFixture machine(String json) {
        return new LoginFixture(root)
                .file("auth.json", json)
                .set("REGISTRY_AUTH_FILE", root.resolve("auth.json").toString());
    }
}
