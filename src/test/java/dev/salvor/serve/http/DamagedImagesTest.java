// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.lab.Waiting;
import dev.salvor.select.Selection;
import dev.salvor.select.TargetNames;
import dev.salvor.serve.AccessRecord;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is damaged does not go out, and both the client and the log are told why. */
class DamagedImagesTest {
    private static final byte[] BASE = TestContent.layer(1, 3000);
    private static final byte[] OWN = TestContent.layer(2, 3000);

    @TempDir
    Path root;

    private StorageFiles files;
    private Pushed app;
    private Pushed amd;
    private Pushed arm;

    @BeforeEach
    void write() {
        files = new StorageFiles(root);
        StorageFixtures.write(root, images -> {
            app = images.image("p/app", "1", List.of(BASE, OWN));
            images.image("p/good", "1", List.of(BASE));
            amd = images.ociImage("p/multi", null, List.of(BASE));
            arm = images.draft("p/multi")
                    .architecture("arm64")
                    .layers(List.of(OWN))
                    .push(null);
            images.index("p/multi", "1", amd, arm);
        });
    }

    private void assertGone(String target, String why) {
        try (ServedStorage served = ServedStorage.of(root)) {
            assertGone(served, target, why);
        }
    }

    private static void assertGone(ServedStorage served, String target, String why) {
        HttpResponse<byte[]> answer = served.http().get(target);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains(why);
        // a line comes when the answer has left
        Waiting.until(
                "a line with " + why,
                () -> served.log().stream()
                        .map(AccessRecord::reason)
                        .filter(reason -> reason.contains(why))
                        .findFirst());
    }

    private static void assertServed(ServedStorage served, String target) {
        assertThat(served.http().get(target).statusCode()).as(target).isEqualTo(200);
    }

    @Test
    void anImageWithoutOneOfItsLayers() {
        files.delete(files.data(OWN));
        assertGone("/v2/p/app/manifests/1", "damaged: blob " + digest(OWN) + " is missing");
        assertGone("/v2/p/app/manifests/" + app.digest(), "damaged: blob " + digest(OWN) + " is missing");
        assertGone("/v2/p/app/blobs/" + digest(OWN), "damaged: it is missing");
    }

    @Test
    void aLayerThatWasCut() {
        files.truncate(files.data(OWN), 100);
        assertGone("/v2/p/app/manifests/1", "has 100 bytes on disk, its manifest says " + OWN.length);
        assertGone("/v2/p/app/blobs/" + digest(OWN), "has 100 bytes on disk, its manifest says " + OWN.length);
    }

    @Test
    void aManifestWithOtherBytes() {
        files.append(files.data(app.digest()), " ");
        assertGone("/v2/p/app/manifests/1", "manifest " + app.digest() + " its");
    }

    @Test
    void aTagWhoseLinkIsEmpty() {
        files.truncate(files.link("p/app", "1"), 0);
        files.delete(files.repository("p/app")
                .resolve("_manifests/tags/1/index/sha256/" + app.digest().substring(7) + "/link"));
        assertGone("/v2/p/app/manifests/1", "damaged: its link is empty");
    }

    @Test
    void anIndexIsServedAsLongAsOneOfItsImagesIs() {
        files.delete(files.data(OWN));
        try (ServedStorage served = ServedStorage.of(root)) {
            assertServed(served, "/v2/p/multi/manifests/1");
            assertServed(served, "/v2/p/multi/manifests/" + amd.digest());
            assertServed(served, "/v2/p/multi/blobs/" + digest(BASE));
            assertGone(served, "/v2/p/multi/manifests/" + arm.digest(), "is missing");
            files.delete(files.data(BASE));
            assertGone(served, "/v2/p/multi/manifests/1", "is missing");
            assertGone(served, "/v2/p/multi/blobs/" + digest(BASE), "damaged: it is missing");
        }
    }

    @Test
    void whatIsNotDamagedIsServedBesidesWithoutLinksToo() {
        files.delete(files.data(app.digest()));
        files.delete(files.repository("p/good")
                .resolve("_layers/sha256/" + digest(BASE).substring(7) + "/link"));
        try (ServedStorage served = ServedStorage.of(root)) {
            assertGone(served, "/v2/p/app/manifests/1", "is missing");
            assertServed(served, "/v2/p/good/blobs/" + digest(BASE));
            assertServed(served, "/v2/p/good/manifests/1");
        }
    }

    @Test
    void otherBytesOfTheSameSizeAreFoundIfContentIsChecked() {
        byte[] other = OWN.clone();
        other[1000] ^= 1;
        files.truncate(files.data(OWN), 0);
        files.append(files.data(OWN), "x".repeat(OWN.length));
        try (ServedStorage served = ServedStorage.of(root)) {
            assertServed(served, "/v2/p/app/blobs/" + digest(OWN));
        }
        try (ServedStorage checked = ServedStorage.of(
                ServedStorage.registry(root, Selection.all(), TargetNames.unchanged(), true),
                UnaryOperator.identity())) {
            assertGone(
                    checked, "/v2/p/app/blobs/" + digest(OWN), "damaged: its " + OWN.length + " bytes have the digest");
            assertServed(checked, "/v2/p/app/blobs/" + digest(BASE));
            files.truncate(files.data(BASE), 0);
            files.append(files.data(BASE), "y".repeat(BASE.length));
            assertGone(checked, "/v2/p/app/blobs/" + digest(BASE), "have the digest");
        }
    }

    private static String digest(byte[] content) {
        return Digest.of(content).toString();
    }
}
