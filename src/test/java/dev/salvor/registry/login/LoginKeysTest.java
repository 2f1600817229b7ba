// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.login;

import static dev.salvor.registry.login.LoginFixture.auths;
import static dev.salvor.registry.login.LoginFixture.base64;
import static dev.salvor.registry.login.LoginFixture.password;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Under which keys a login counts for a registry, and which of several. */
class LoginKeysTest {
    @TempDir
    Path root;

    @ParameterizedTest(name = "{1} is filed under {0}")
    @CsvSource({
        "h,h",
        "h/,h",
        "https://h,h",
        "http://h/,h",
        "HTTPS://h,h",
        "https://h/v1/,h",
        "https://h/v1,h",
        "h/v1/,h",
        "h/v2/,h",
        "h/v2,h",
        "https://h:5000/v2/,h:5000",
        "h:5000/v2/,h:5000",
        "https://h/team,h",
        "h:443,h",
        "https://h:443/v2/,h",
        "https://h,h:443",
        "h:80,http://h",
        "Harbor.example.com,harbor.EXAMPLE.com",
        "https://index.docker.io/v1/,docker.io",
        "https://index.docker.io/v1/,registry-1.docker.io",
        "https://index.docker.io/v1/access-token,docker.io",
        "index.docker.io/v1/,docker.io",
        "docker.io,index.docker.io",
        "[::1]:5000,[::1]:5000",
        "*.example.com,harbor.example.com",
        "https://*.example.com/v2/,harbor.example.com",
        "*.Example.com:8443,harbor.example.com:8443",
        "harbor-*.example.*,harbor-eu.example.com",
        "harbor?.example.com,harbor2.example.com"
    })
    void findsTheRegistryUnderItsOtherNames(String key, String registry) {
        assertThat(machine(auths(key, "u", "p")).login(registry)).isEqualTo(password("u", "p"));
    }

    @ParameterizedTest(name = "{1} is not filed under {0}")
    @CsvSource({
        "h:5000,h",
        "h,h:5000",
        "h:80,h",
        "h:443,http://h",
        "other,h",
        "h/team,h",
        "hh,h",
        "*,h",
        "*.example.com,example.com",
        "*.example.com,a.b.example.com",
        "*.example.com,harbor.example.com:8443",
        "*.example.com:8443,harbor.example.com",
        "*.example.com/team,harbor.example.com",
        "harbor.example.com,harborxexample.com",
        "*.example.com,harbor.example.com.evil.net"
    })
    void doesNotTakeTheLoginOfAnother(String key, String registry) {
        assertThat(machine(auths(key, "u", "p")).login(registry)).isEqualTo(new Credentials.Anonymous());
    }

    /** Of each row the first key is taken, wherever it stands in the file. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a/b/c | h/a/b h/a h
            a/b   | h/a/b h/a h
            a/bb  | h/a h/a/b h
            aa    | h h/a
            a     | https://h/a h
            a     | h/a https://h/a/v2 h
            a/b   | https://h/v2/a/ h https://h/other
            ''    | h https://h/v1/ H/v2/ h:443
            ''    | h https://h/a
            ''    | https://h/v1/ https://h/a
            """)
    void prefersTheMoreExactKey(String path, String keys) {
        assertTaken("h", path, keys.split(" "));
    }

    @Test
    void prefersAnyNameToAPattern() {
        assertTaken("a.example.com", "team", "A.example.com/v1/", "*.example.com/team", "*.example.com");
    }

    @Test
    void prefersTheNamesOfDockerHubThatWereTyped() {
        assertTaken("docker.io", "library", "docker.io/library", "https://index.docker.io/v1/");
        assertTaken(
                "docker.io", "", "docker.io", "https://index.docker.io/v1/", "https://index.docker.io/v1/access-token");
    }

    /** Which key of a file counted can be asked of the helper that it is a marker for. */
    @Test
    void aHelperIsAskedByTheKeyThatMarksItsLogin() throws IOException {
        LoginFixture machine = new LoginFixture(root)
                .set("LOG", root.resolve("log").toString())
                .file(
                        "home/.docker/config.json",
                        "{\"credsStore\":\"own\",\"auths\":{\"https://h/v2/\":{},\"*.h\":{}}}")
                .helper(
                        "own",
                        "read -r server; echo \"$server\" >> \"$LOG\"; echo 'credentials not found in native keychain'; exit 1");

        assertThat(machine.login("h")).isEqualTo(new Credentials.Anonymous());
        assertThat(Files.readAllLines(root.resolve("log"))).containsExactly("h", "https://h", "https://h/v2/");
    }

    private void assertTaken(String registry, String path, String... keys) {
        for (int turn = 0; turn < keys.length; turn++) {
            String[] order = keys.clone();
            order[0] = keys[turn];
            order[turn] = keys[0];
            String entries = Arrays.stream(order)
                    .map(key -> "\"%s\":{\"auth\":\"%s\"}".formatted(key, base64("u:" + key)))
                    .collect(Collectors.joining(","));
            assertThat(machine("{\"auths\":{" + entries + "}}")
                            .find(registry, path)
                            .credentials())
                    .as("of %s", Arrays.toString(order))
                    .isEqualTo(password("u", keys[0]));
        }
    }

    private LoginFixture machine(String json) {
        return new LoginFixture(root)
                .file("auth.json", json)
                .set("REGISTRY_AUTH_FILE", root.resolve("auth.json").toString());
    }
}
