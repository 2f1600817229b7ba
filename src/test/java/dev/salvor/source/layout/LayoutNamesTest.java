// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.source.SourceProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayoutNamesTest {
    @TempDir
    private Path temp;

    private LayoutFiles files;

    @BeforeEach
    void makeADirectory() throws IOException {
        files = new LayoutFiles(temp.toRealPath().resolve("carried"));
    }

    @ParameterizedTest
    @CsvSource({
        "devops/bmcx:1.1.0,                        devops/bmcx:1.1.0",
        "solo:1.0,                                 solo:1.0",
        "team/sub/deep/app:V_1.x,                  team/sub/deep/app:V_1.x",
        "devops/bmcx,                              devops/bmcx:latest",
        "harbor.example.com/devops/bmcx:1.1.0,     devops/bmcx:1.1.0",
        "harbor.example.com:8443/devops/bmcx:1.1.0,devops/bmcx:1.1.0",
        "localhost/bmcx:1.1.0,                     bmcx:1.1.0",
    })
    void aDirectoryIsCalledAsSkopeoCallsIt(String directory, String name) throws IOException {
        Digest digest = files.image(directory, "layer");

        assertThat(LayoutScan.of(files.root()).names()).containsExactly(name + "=" + digest);
    }

    @Test
    void aHostThatIsCutIsTold() throws IOException {
        files.image("harbor.example.com/devops/bmcx:1.1.0", "layer");

        assertThat(LayoutScan.of(files.root()).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(SourceProblem.Kind.REPAIRED);
            assertThat(problem.reason()).contains("'harbor.example.com'", "cut");
        });
    }

    @Test
    void hostsThatTellImagesApartStay() throws IOException {
        Digest one = files.image("docker.io/library/app:1", "one");
        Digest other = files.image("quay.io/library/app:1", "other");
        files.image("localhost:5000/library/app:1", "third");

        LayoutScan scan = LayoutScan.of(files.root());

        assertThat(scan.names()).containsExactly("docker.io/library/app:1=" + one, "quay.io/library/app:1=" + other);
        assertThat(scan.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(SourceProblem.Kind.UNREADABLE);
            assertThat(problem.reason()).contains("a host with a port");
        });
    }

    @Test
    void whatSalvorExportedKeepsItsNames() throws IOException {
        Digest digest = files.image("docker.io/library/app:1", "one");
        Files.createFile(files.root().resolve(".salvor-export"));

        LayoutScan scan = LayoutScan.of(files.root());

        assertThat(scan.names()).containsExactly("docker.io/library/app:1=" + digest);
        assertThat(scan.problems()).isEmpty();
    }

    @Test
    void anImageByItsDigestIsARevision() throws IOException {
        Digest digest = Digest.of(LayoutFiles.manifest("layer"));
        files.image("devops/app@" + digest, "layer");
        files.image("devops/app:1", "other");

        assertThat(LayoutScan.of(files.root()).names())
                .containsExactly("devops/app:1=" + Digest.of(LayoutFiles.manifest("other")), "devops/app@" + digest);
    }

    @Test
    void aSingleDirectoryIsGivenAsWell() throws IOException {
        Digest digest = files.image("app:1.0", "layer");

        assertThat(LayoutScan.of(files.root().resolve("app:1.0")).names()).containsExactly("app:1.0=" + digest);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "devops/bmcx:1.1.0, -,                                devops/bmcx:1.1.0",
                "bmcx:1.1.0,        -,                                bmcx:1.1.0",
                "1.1.0,             -,                                carried:1.1.0",
                "1.1.0,             docker.io/devops/bmcx:1.1.0,      devops/bmcx:1.1.0",
                "-,                 docker.io/library/bmcx:1.1.0,     library/bmcx:1.1.0",
                "-,                 -,                                carried:latest",
                "devops/bmcx:1.1.0, docker.io/devops/bmcx:1.1.0,      devops/bmcx:1.1.0",
                "localhost/x:1,     -,                                x:1",
            })
    void anOciLayoutIsCalledByItsAnnotationsElseByItsDirectory(String refName, String imageName, String name)
            throws IOException {
        Digest digest = files.pooled(".", "layer");
        String[] line = imageName == null
                ? new String[] {digest.toString(), refName}
                : new String[] {digest.toString(), refName, imageName};
        files.index(".", line);

        assertThat(LayoutScan.of(files.root()).names()).containsExactly(name + "=" + digest);
    }

    @Test
    void aLayoutForEachRepositoryIsCalledByItsPlace() throws IOException {
        Digest one = files.pooled("devops/bmcx", "one");
        files.index("devops/bmcx", new String[] {one.toString(), "1.0"});
        Digest other = files.pooled("shop/web/front", "other");
        files.index(
                "shop/web/front", new String[] {other.toString(), "2.0"}, new String[] {other.toString(), "latest"});

        assertThat(LayoutScan.of(files.root()).names())
                .containsExactly(
                        "devops/bmcx:1.0=" + one, "shop/web/front:2.0=" + other, "shop/web/front:latest=" + other);
    }

    @Test
    void severalImagesWithoutANameAreRevisions() throws IOException {
        Digest one = files.pooled("app", "one");
        Digest other = files.pooled("app", "other");
        files.index("app", new String[] {one.toString(), null}, new String[] {other.toString(), null});

        assertThat(LayoutScan.of(files.root()).names()).containsExactlyInAnyOrder("app@" + one, "app@" + other);
    }

    @Test
    void twoImagesOfOneNameAreNeither() throws IOException {
        Digest one = files.pooled("layout", "one");
        Digest other = files.pooled("layout", "other");
        files.index("layout", new String[] {one.toString(), "app:1"}, new String[] {other.toString(), "app:1"});

        assertThat(LayoutScan.of(files.root()).names())
                .contains("app:1 it is there twice, as " + one + " and as " + other);
    }

    @Test
    void namesThatNoRegistryTakesAreTold() throws IOException {
        files.image("good:1", "layer");
        files.image("Team/App:1", "layer");

        LayoutScan scan = LayoutScan.of(files.root());

        assertThat(scan.names()).hasSize(1);
        assertThat(scan.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.path().toString()).endsWith("Team/App:1");
            assertThat(problem.reason()).contains("'Team/App:1' is no name that a registry takes");
        });
    }
}
