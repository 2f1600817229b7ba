// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.LabHttp;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.select.ImageGlob;
import dev.salvor.select.Selection;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What no image needs is counted, by what a registry's garbage collection would mark. */
class LeftoversTest {
    private static final byte[] SHARED = TestContent.layer(1, 3_000);
    private static final byte[] OWN = TestContent.layer(2, 4_000);

    @TempDir
    Path root;

    private StorageFiles files;

    @BeforeEach
    void write() {
        StorageFixtures.variety(root);
        files = new StorageFiles(root);
    }

    private Leftovers leftovers() {
        return VerifyRun.quick(root).leftovers().orElseThrow();
    }

    @Test
    void whatTagsAndUntaggedRevisionsReferToIsReferredTo() {
        assertThat(leftovers()).isEqualTo(new Leftovers(0, 0, 0, 0, 0));
    }

    @Test
    void whatOnlyADeletedImageNeededIsCountedWithItsBytes() throws IOException {
        Pushed[] deleted = new Pushed[1];
        StorageFixtures.write(root, images -> {
            images.image("p/kept", "1", List.of(SHARED));
            deleted[0] = images.image("p/deleted", "1", List.of(SHARED, OWN));
        });
        assertThat(leftovers().blobs()).isZero();
        try (RegistryProcess registry = RegistryProcess.over(root).start()) {
            LabHttp.to(registry.uri()).send("DELETE", "/v2/p/deleted/manifests/" + deleted[0].digest(), new byte[0]);
        }
        // its manifest, its config and its own layer
        Leftovers left = leftovers();
        assertThat(left.blobs()).isEqualTo(3);
        assertThat(left.bytes()).isBetween(OWN.length + deleted[0].size() + 1, OWN.length + deleted[0].size() + 1_000);
    }

    @Test
    void aRepositoryWithoutTagsRefersToItsContentStill() {
        StorageFixtures.write(root, images -> images.image("p/untagged", null, List.of(SHARED, OWN)));
        VerifiedStorage verification = VerifyRun.quick(root);
        assertThat(verification.leftovers().orElseThrow().blobs()).isZero();
        assertThat(verification.findings().untagged())
                .extracting(Object::toString)
                .containsExactly("p/untagged");
    }

    @Test
    void whatABrokenManifestReferredToIsSaidToBeUncertain() {
        Pushed[] broken = new Pushed[1];
        StorageFixtures.write(root, images -> broken[0] = images.image("p/broken", "1", List.of(OWN)));
        files.truncate(files.data(broken[0].digest()), 20);
        Leftovers left = leftovers();
        assertThat(left.blobs()).isEqualTo(2);
        assertThat(left.unknown()).isEqualTo(1);
    }

    @Test
    void anUploadThatWasNeverFinishedIsCountedAlsoWhereNothingElseWasPushed() throws IOException {
        try (RegistryProcess registry = RegistryProcess.over(root).start()) {
            begin(LabHttp.to(registry.uri()), "solo", 5_000);
            begin(LabHttp.to(registry.uri()), "never/completed", 7_000);
        }
        Leftovers left = leftovers();
        assertThat(left.uploads()).isEqualTo(2);
        assertThat(left.uploadBytes()).isEqualTo(uploadBytes()).isGreaterThan(12_000);
    }

    private static void begin(LabHttp http, String repository, int bytes) {
        String location = http.send("POST", "/v2/" + repository + "/blobs/uploads/", new byte[0])
                .headers()
                .firstValue("Location")
                .orElseThrow();
        int status = http.send(
                        "PATCH", location, TestContent.random(5, bytes), "Content-Type", "application/octet-stream")
                .statusCode();
        assertThat(status).isEqualTo(202);
    }

    private long uploadBytes() throws IOException {
        try (Stream<Path> walk = Files.walk(root.resolve("docker/registry/v2/repositories"))) {
            long sum = 0;
            for (Path file : walk.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains("/_uploads/"))
                    .toList()) {
                sum += Files.size(file);
            }
            return sum;
        }
    }

    @Test
    void ofAPartOfTheStorageNobodyKnows() {
        Selection some =
                new Selection(List.of(new ImageGlob("solo")), List.of(), 0, Optional.empty(), Optional.empty());
        VerifiedStorage verification = VerifyRun.run(Storage.open(root), some, true, ReadRecord.none());
        assertThat(verification.leftovers()).isEmpty();
        assertThat(verification.images()).hasSize(3);
        // the base layer, its own and the config
        assertThat(verification.content().orElseThrow().blobs()).isEqualTo(3);
    }

    @Test
    void namesThatAreNoDigestAreTold(@TempDir Path outside) throws IOException {
        Path blobs = root.resolve("docker/registry/v2/blobs");
        Path split = files.data(TestContent.layer(1, 3_000)).getParent().getParent();
        Files.createDirectory(blobs.resolve("md5"));
        Files.createDirectory(blobs.resolve("sha256/xyz"));
        Files.createDirectory(split.resolve("0123"));
        Files.createDirectory(split.resolve((split.endsWith("00") ? "11" : "00") + "0".repeat(62)));
        Files.createSymbolicLink(blobs.resolve("sha256").resolve(free()), outside);
        List<SourceProblem> problems = VerifyRun.quick(root).findings().problems();
        assertThat(problems).hasSize(5);
        assertThat(problems.stream().filter(problem -> problem.kind() == SourceProblem.Kind.SKIPPED))
                .hasSize(4);
        assertThat(problems).anyMatch(problem -> problem.reason().contains("leaves the storage"));
    }

    /** Two digits that no blob begins with. */
    private String free() {
        return Stream.iterate(0, i -> i + 1)
                .map("%02x"::formatted)
                .filter(name -> Files.notExists(root.resolve("docker/registry/v2/blobs/sha256/" + name)))
                .findFirst()
                .orElseThrow();
    }
}
