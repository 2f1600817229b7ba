// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.login;

import static dev.salvor.registry.login.LoginFixture.auths;
import static dev.salvor.registry.login.LoginFixture.base64;
import static dev.salvor.registry.login.LoginFixture.password;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may stand in a file of logins, and for which registry it counts. */
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

    @Test
    void readsAnAuthWithALineBreakAfterIt() {
        String json = "{\"auths\":{\"h\":{\"auth\":\"" + base64("u:p") + "\\n\"}}}";

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

    @ParameterizedTest(name = "{1} is filed under {0}")
    @CsvSource({
        "h,h",
        "https://h,h",
        "http://h/,h",
        "https://h/v1/,h",
        "https://h:5000/v2/,h:5000",
        "Harbor.example.com,harbor.EXAMPLE.com",
        "https://index.docker.io/v1/,docker.io",
        "https://index.docker.io/v1/,registry-1.docker.io",
        "docker.io,index.docker.io",
        "[::1]:5000,[::1]:5000"
    })
    void findsTheRegistryUnderItsOtherNames(String key, String registry) {
        assertThat(login(registry, auths(key, "u", "p")).credentials()).isEqualTo(password("u", "p"));
    }

    @ParameterizedTest(name = "{1} is not filed under {0}")
    @CsvSource({"h:5000,h", "h,h:5000", "other,h", "h/team,h", "hh,h", "*,h"})
    void doesNotTakeTheLoginOfAnother(String key, String registry) {
        assertThat(login(registry, auths(key, "u", "p")).credentials()).isEqualTo(NOBODY);
    }

    @Test
    void prefersTheKeyAsTypedToItsOtherNames() {
        String json = "{\"auths\":{\"https://h/v1/\":{\"auth\":\"%s\"},\"h\":{\"auth\":\"%s\"}}}";

        assertThat(login("h", json.formatted(base64("url:p"), base64("host:p"))).credentials())
                .isEqualTo(password("host", "p"));
    }

    @Test
    void looksPastAnEmptyEntry() {
        String json = "{\"auths\":{\"h\":{},\"https://h\":{\"auth\":\"%s\"}}}".formatted(base64("u:p"));

        assertThat(login("h", json).credentials()).isEqualTo(password("u", "p"));
    }

    @Test
    void prefersTheMostSpecificKey() {
        LoginFixture machine =
                machine("{\"auths\":{\"h\":{\"auth\":\"%s\"},\"h/a\":{\"auth\":\"%s\"},\"h/a/b\":{\"auth\":\"%s\"}}}"
                        .formatted(base64("host:p"), base64("a:p"), base64("b:p")));

        assertThat(machine.find("h", "a/b/c").credentials()).isEqualTo(password("b", "p"));
        assertThat(machine.find("h", "a/b").credentials()).isEqualTo(password("b", "p"));
        assertThat(machine.find("h", "a/bb").credentials()).isEqualTo(password("a", "p"));
        assertThat(machine.find("h", "aa").credentials()).isEqualTo(password("host", "p"));
        assertThat(machine.find("h", "").credentials()).isEqualTo(password("host", "p"));
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
