// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.login;

import static dev.salvor.registry.login.LoginFixture.auths;
import static dev.salvor.registry.login.LoginFixture.base64;
import static dev.salvor.registry.login.LoginFixture.password;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class CredentialHelperTest {
    private static final Credentials NOBODY = new Credentials.Anonymous();
    /** Writes down what it was asked for, and knows one server. */
    private static final String KNOWS = """
            server=$(cat)
            echo "$1 $server" >> "$LOG"
            if [ "$server" = "%s" ]; then echo '{"ServerURL":"'"$server"'","Username":"%s","Secret":"s3cret"}'; exit 0; fi
            echo 'credentials not found in native keychain'; exit 1
            """;

    @TempDir
    Path root;

    private LoginFixture machine;

    @BeforeEach
    void start() {
        machine = new LoginFixture(root).set("LOG", root.resolve("log").toString());
    }

    @Test
    void asksTheHelperOfTheRegistry() throws IOException {
        machine.file("run/auth.json", "{\"credHelpers\":{\"h:5000\":\"own\"}}");
        machine.helper("own", KNOWS.formatted("h:5000", "user"));

        assertThat(machine.find("h:5000"))
                .isEqualTo(new FoundCredentials(password("user", "s3cret"), "helper docker-credential-own"));
        assertThat(log()).containsExactly("get h:5000");
    }

    @Test
    void asksForTheUrlIfTheHostIsNotKnown() throws IOException {
        machine.file("run/auth.json", "{\"credHelpers\":{\"h\":\"own\"}}");
        machine.helper("own", KNOWS.formatted("https://h", "user"));

        assertThat(machine.login("h")).isEqualTo(password("user", "s3cret"));
        assertThat(log()).containsExactly("get h", "get https://h");
    }

    @Test
    void asksForDockerHubByItsOldUrl() throws IOException {
        machine.file("home/.docker/config.json", "{\"credsStore\":\"own\"}");
        machine.helper("own", KNOWS.formatted("https://index.docker.io/v1/", "user"));

        assertThat(machine.login("docker.io")).isEqualTo(password("user", "s3cret"));
        assertThat(log()).containsExactly("get docker.io", "get https://index.docker.io/v1/");
    }

    @Test
    void takesTheSecretOfATokenUserForAnIdentityToken() {
        machine.file("run/auth.json", "{\"credHelpers\":{\"h\":\"own\"}}");
        machine.helper("own", KNOWS.formatted("h", "<token>"));

        assertThat(machine.login("h")).isEqualTo(new Credentials.IdentityToken(Secret.of("s3cret")));
    }

    @Test
    void prefersTheHelperOfTheRegistryToTheStoreAndTheStoreToTheFile() {
        machine.helper("own", KNOWS.formatted("h", "own")).helper("store", KNOWS.formatted("h", "store"));
        String auths = "\"auths\":{\"h\":{\"auth\":\"" + base64("file:p") + "\"}}";

        machine.file(
                "home/.docker/config.json", "{\"credsStore\":\"store\",\"credHelpers\":{\"h\":\"own\"}," + auths + "}");
        assertThat(machine.login("h")).isEqualTo(password("own", "s3cret"));

        machine.file("home/.docker/config.json", "{\"credsStore\":\"store\"," + auths + "}");
        assertThat(machine.login("h")).isEqualTo(password("store", "s3cret"));
    }

    @Test
    void goesOnIfTheHelperDoesNotKnowTheRegistry() {
        machine.file("run/auth.json", "{\"credHelpers\":{\"h\":\"own\"},\"auths\":{\"h\":{}}}");
        machine.file("home/.docker/config.json", auths("h", "docker", "p"));
        machine.helper("own", KNOWS.formatted("other", "user"));

        assertThat(machine.login("h")).isEqualTo(password("docker", "p"));
        assertThat(machine.warnings).isEmpty();
    }

    @Test
    void ignoresTheStoreInAFileOfContainers() {
        machine.file("run/auth.json", "{\"credsStore\":\"store\"}");
        machine.helper("store", KNOWS.formatted("h", "user"));

        assertThat(machine.login("h")).isEqualTo(NOBODY);
        assertThat(root.resolve("log")).doesNotExist();
    }

    @Test
    void asksAHelperByTheRegistryOnly() {
        machine.file("run/auth.json", "{\"credHelpers\":{\"h/team\":\"own\"}}");
        machine.helper("own", KNOWS.formatted("h", "user"));

        assertThat(machine.find("h", "team").credentials()).isEqualTo(NOBODY);
    }

    @Test
    void warnsIfTheHelperIsNotOnThePathAndGoesOn() {
        machine.file(
                "home/.docker/config.json",
                "{\"credsStore\":\"desktop\",\"auths\":{\"h\":{\"auth\":\"" + base64("u:p") + "\"}}}");

        assertThat(machine.login("h")).isEqualTo(password("u", "p"));
        assertThat(machine.warnings).singleElement().asString().contains("docker-credential-desktop", "PATH");
    }

    @Test
    void runsNoProgramOutsideThePath() throws IOException {
        machine.helper("own", KNOWS.formatted("h", "user"));
        Files.createDirectory(root.resolve("bin/docker-credential-x"));
        machine.file("run/auth.json", "{\"credHelpers\":{\"h\":\"x/../docker-credential-own\"}}");

        assertThat(machine.login("h")).isEqualTo(NOBODY);
        assertThat(machine.warnings).singleElement().asString().contains("PATH");
    }

    @Test
    void saysWhatAHelperThatFailsHasSaid() {
        machine.file("run/auth.json", "{\"credHelpers\":{\"h\":\"own\"}}");
        machine.helper("own", "echo 'pass not initialized'; exit 3");

        assertThat(machine.login("h")).isEqualTo(NOBODY);
        assertThat(machine.warnings)
                .singleElement()
                .asString()
                .contains("docker-credential-own", "exit code 3", "'pass not initialized'", "asked for h");
    }

    @Test
    void showsNothingOfAnAnswerThatMayHoldASecret() {
        machine.file("run/auth.json", "{\"credHelpers\":{\"h\":\"own\"}}");
        machine.helper("own", "echo '{\"Secret\":\"s3cret\"}'; exit 1");
        assertThat(machine.login("h")).isEqualTo(NOBODY);
        machine.helper("own", "echo 'Secret: s3cret'");
        assertThat(machine.login("h")).isEqualTo(NOBODY);

        assertThat(machine.warnings).hasSize(2).noneMatch(warning -> warning.contains("s3cret"));
    }

    @Test
    void readsALongAnswerOfAHelperThatDoesNotReadItsInput() {
        machine.file("run/auth.json", "{\"credHelpers\":{\"h\":\"own\"}}");
        machine.helper("own", "printf '{\"Username\":\"u\",\"Secret\":\"%0200000d\"}' 0");

        assertThat(machine.login("h")).isEqualTo(password("u", "0".repeat(200_000)));
    }

    @Test
    @Timeout(30)
    void endsAHelperThatDoesNotAnswerInTimeAndWhatItStarted() throws IOException {
        machine.helper("slow", "sleep 60 & echo $! > \"$LOG\"; sleep 60");
        List<String> warnings = new ArrayList<>();
        CredentialHelper helper = new CredentialHelper(machine.environment(), warnings::add, Duration.ofSeconds(2));

        assertThat(helper.get("slow", List.of("h", "https://h"))).isEmpty();
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("docker-credential-slow", "did not answer within 2 s", "asked for h)");
        while (runs(log().getFirst())) {
            Thread.onSpinWait();
        }
    }

    /** A process that has ended but that nobody waits for stays in /proc, without a command. */
    private static boolean runs(String pid) {
        return ProcessHandle.of(Long.parseLong(pid))
                .flatMap(handle -> handle.info().command())
                .isPresent();
    }

    @Test
    void warnsOfAHelperThatCannotBeStarted() {
        machine.file("run/auth.json", "{\"credHelpers\":{\"h\":\"own\"}}");
        machine.helper("own", "");
        machine.file("bin/docker-credential-own", "#!/no/such/interpreter\n");

        assertThat(machine.login("h")).isEqualTo(NOBODY);
        assertThat(machine.warnings).singleElement().asString().contains("cannot be started");
    }

    private List<String> log() throws IOException {
        return Files.readAllLines(root.resolve("log"));
    }
}
