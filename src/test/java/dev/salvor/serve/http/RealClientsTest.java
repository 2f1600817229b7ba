// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.Buildah;
import dev.salvor.lab.Command;
import dev.salvor.lab.Containerd;
import dev.salvor.lab.DebianProgram;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.Superuser;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.lab.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs that people have pull from it. */
class RealClientsTest {
    /** README, "Pods must start now". */
    private static final Pattern HOSTS = Pattern.compile(
            "certs\\.d/(\\S+)/hosts\\.toml <<'END'\n(.*?\\[host\\.\"http://)([^\"]+)(\".*?)END\n", Pattern.DOTALL);

    private static final byte[] LAYER = TestContent.layer(1, 300_000);

    @TempDir
    static Path storage;

    @TempDir
    Path work;

    private static ServedStorage served;
    private static Pushed app;

    @BeforeAll
    static void serve() {
        StorageFixtures.write(storage, images -> {
            app = images.image("devops/bmcx", "1.1.0", List.of(LAYER, TestContent.layer(2, 3000)));
            images.tag(app, "latest");
            Pushed amd = images.ociImage("devops/multi", null, List.of(LAYER));
            Pushed arm = images.draft("devops/multi")
                    .architecture("arm64")
                    .layers(List.of(LAYER))
                    .push(null);
            images.index("devops/multi", "2", amd, arm);
        });
        served = ServedStorage.of(storage);
    }

    @AfterAll
    static void end() {
        served.close();
    }

    @Test
    void skopeoCopiesAnImage() throws IOException {
        Path copy = work.resolve("copy");
        run(
                DebianProgram.skopeo(),
                "copy",
                "--src-tls-verify=false",
                "docker://" + served.host() + "/devops/bmcx:1.1.0",
                "dir:" + copy);
        assertThat(Files.readAllBytes(copy.resolve("manifest.json"))).isEqualTo(app.bytes());
    }

    @Test
    void skopeoCopiesAllImagesOfAnIndex() throws IOException {
        Path copy = work.resolve("copy");
        run(
                DebianProgram.skopeo(),
                "copy",
                "--all",
                "--src-tls-verify=false",
                "docker://" + served.host() + "/devops/multi:2",
                "dir:" + copy);
        try (Stream<Path> files = Files.list(copy)) {
            assertThat(files.filter(file -> file.toString().endsWith(".manifest.json")))
                    .hasSize(2);
        }
    }

    @Test
    void skopeoSyncsARepository() throws IOException {
        run(
                DebianProgram.skopeo(),
                "sync",
                "--src-tls-verify=false",
                "--src",
                "docker",
                "--dest",
                "dir",
                served.host() + "/devops/bmcx",
                work.toString());
        assertThat(work.resolve("bmcx:1.1.0/manifest.json")).hasBinaryContent(app.bytes());
        assertThat(work.resolve("bmcx:latest/manifest.json")).hasBinaryContent(app.bytes());
    }

    @Test
    void buildahPullsAnImage() {
        Buildah buildah = Buildah.in(work);
        buildah.run("pull", "--tls-verify=false", served.host() + "/devops/bmcx:1.1.0");
        assertThat(buildah.run("images")).contains("devops/bmcx");
    }

    @Test
    void containerdPullsThroughItAsAMirrorAsTheReadmeShowsIt() throws IOException {
        Superuser.assume();
        Matcher shown = HOSTS.matcher(Files.readString(Path.of("README.md")));
        assertThat(shown.find()).as("hosts.toml in the README").isTrue();
        String registry = shown.group(1);
        Path hosts =
                Files.createDirectories(work.resolve("certs.d/" + registry)).resolve("hosts.toml");
        Files.writeString(hosts, shown.group(2) + served.host() + shown.group(4));
        try (Containerd containerd = Containerd.start(work)) {
            String pulled = containerd.ctr(
                    "images",
                    "pull",
                    "--snapshotter",
                    "native",
                    "--hosts-dir",
                    work.resolve("certs.d").toString(),
                    registry + "/devops/bmcx:1.1.0");
            assertThat(pulled).contains("done");
            assertThat(containerd.ctr("images", "ls")).contains(registry + "/devops/bmcx:1.1.0", app.digest());
        }
        String resolved = "HEAD /v2/devops/bmcx/manifests/1.1.0?ns=" + registry;
        Waiting.until(
                "a line, since nothing but the mirror has it",
                () -> served.requests().stream().filter(resolved::equals).findFirst());
    }

    private static String run(Path program, String... arguments) throws IOException {
        Command command = Command.run(
                Path.of("/"),
                Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                        .toArray(String[]::new));
        assertThat(command.succeeded()).as(command.output()).isTrue();
        return command.output();
    }
}
