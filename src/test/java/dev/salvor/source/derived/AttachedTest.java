// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.derived;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.lab.Trees;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.TagOrigin;
import dev.salvor.source.storage.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cosign attaches to images and nobody has named: its tag is made again of what it says. */
class AttachedTest {
    private static final String SIMPLE_SIGNING = "application/vnd.dev.cosign.simplesigning.v1+json";
    private static final String DSSE = "application/vnd.dsse.envelope.v1+json";

    @TempDir
    Path root;

    private Pushed image;
    private Pushed attached;

    @Test
    void aSignatureIsCalledByTheDigestThatItsPayloadNames() {
        write(SIMPLE_SIGNING, (images, its) -> signature(its.digest()));
        assertThat(made()).isEqualTo(Map.of(tag(".sig"), attached.digest()));
    }

    @Test
    void anAttestationIsCalledByTheSubjectOfItsStatement() {
        write(DSSE, (images, its) -> {
            String statement =
                    "{\"_type\":\"https://in-toto.io/Statement/v0.1\",\"subject\":[{\"name\":\"p/app\",\"digest\":{\"sha256\":\""
                            + its.digest().substring("sha256:".length()) + "\"}}]}";
            return "{\"payloadType\":\"application/vnd.in-toto+json\",\"payload\":\""
                    + Base64.getEncoder().encodeToString(statement.getBytes(StandardCharsets.UTF_8)) + "\"}";
        });
        assertThat(made()).isEqualTo(Map.of(tag(".att"), attached.digest()));
    }

    @Test
    void anSbomIsCalledByTheOneImageThatItNames() {
        write(
                "text/spdx+json",
                (images, its) -> "{\"name\":\"app@" + its.digest() + "\",\"layer\":\"sha256:" + "0".repeat(64) + "\"}");
        assertThat(made()).isEqualTo(Map.of(tag(".sbom"), attached.digest()));
    }

    @Test
    void anSbomThatNamesTwoImagesIsOfNeither() {
        write("text/spdx+json", (images, its) -> {
            Pushed base = images.ociImage("p/app", "base", List.of(TestContent.layer(7, 100)));
            return its.digest() + " from " + base.digest();
        });
        assertThat(made()).isEmpty();
    }

    @Test
    void ofTwoThatAreAboutTheSameTheNewerCounts() throws IOException {
        Pushed[] first = new Pushed[1];
        write(SIMPLE_SIGNING, (images, its) -> {
            first[0] = images.draft("p/app")
                    .layer(SIMPLE_SIGNING, signature(its.digest()).getBytes(StandardCharsets.UTF_8))
                    .layer(SIMPLE_SIGNING, signature(its.digest() + " ").getBytes(StandardCharsets.UTF_8))
                    .push("tmp");
            return signature(its.digest());
        });
        date(attached, "2026-01-02T00:00:00Z");
        date(first[0], "2026-01-03T00:00:00Z");
        assertThat(made()).isEqualTo(Map.of(tag(".sig"), first[0].digest()));
    }

    @Test
    void aTagThatIsThereStaysAsItIs() {
        Pushed[] linked = new Pushed[1];
        write(SIMPLE_SIGNING, (images, its) -> {
            linked[0] = images.ociImage(
                    "p/app", its.digest().replace(':', '-') + ".sig", List.of(TestContent.layer(8, 10)));
            return signature(its.digest());
        });
        assertThat(made()).isEmpty();
    }

    @Test
    void whatIsAboutNothingHereGetsNoTagAndNeitherDoesWhatCannotBeRead() {
        write(SIMPLE_SIGNING, (images, its) -> signature("sha256:" + "0".repeat(64)));
        assertThat(made()).isEmpty();
        write(SIMPLE_SIGNING, (images, its) -> "[".repeat(100_000));
        write(DSSE, (images, its) -> "{\"payload\":\"?\"}");
        assertThat(made()).isEmpty();
    }

    @Test
    void whatIsAboutAnImageWithoutANameWaitsForThat() {
        write(SIMPLE_SIGNING, (images, its) -> signature(its.digest()));
        Path tags = new StorageFiles(root).link("p/app", "1").getParent().getParent();
        Trees.delete(tags);
        assertThat(made()).isEmpty();
        Map<String, String> rescued = made(new Derivation(Optional.of(new TagTemplate("x-{digest12}")), false));
        assertThat(rescued)
                .isEqualTo(Map.of(
                        tag(".sig"),
                        attached.digest(),
                        "x-" + Digest.parse(image.digest()).shortHex(),
                        image.digest()));
    }

    /** An image with the tag 1, and what is attached to it, without a tag. */
    private void write(String mediaType, BiFunction<TestImages, Pushed, String> content) {
        StorageFixtures.write(root, images -> {
            image = images.ociImage("p/app", "1", List.of(TestContent.layer(1, 100)));
            String text = content.apply(images, image);
            attached = images.draft("p/app")
                    .layer(mediaType, text.getBytes(StandardCharsets.UTF_8))
                    .push("tmp");
        });
        Trees.delete(new StorageFiles(root).link("p/app", "tmp").getParent().getParent());
    }

    private static String signature(String digest) {
        return "{\"critical\":{\"identity\":{\"docker-reference\":\"\"},\"image\":{\"docker-manifest-digest\":\""
                + digest.strip() + "\"},\"type\":\"cosign container image signature\"},\"optional\":"
                + (digest.endsWith(" ") ? "1" : "null") + "}";
    }

    private String tag(String suffix) {
        return image.digest().replace(':', '-') + suffix;
    }

    private Map<String, String> made() {
        return made(Derivation.none());
    }

    private Map<String, String> made(Derivation derivation) {
        Map<String, String> made = new TreeMap<>();
        new DerivedSource(Storage.open(root), derivation)
                .tags().repository(new RepositoryName("p/app"), _ -> {}).orElseThrow().tags().stream()
                        .filter((ScannedTag tag) -> !(tag.origin() instanceof TagOrigin.Link))
                        .forEach(tag -> made.put(tag.tag().value(), tag.digest().toString()));
        return made;
    }

    private void date(Pushed revision, String time) throws IOException {
        Path link = new StorageFiles(root)
                .link("p/app", "1")
                .resolve("../../../../revisions/sha256/"
                        + Digest.parse(revision.digest()).hex() + "/link")
                .normalize();
        Files.setLastModifiedTime(link, FileTime.from(Instant.parse(time)));
    }
}
