// SPDX-License-Identifier: Apache-2.0
package dev.salvor.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.salvor.lab.HostileJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestParserTest {
    private static final Digest CONFIG = Digest.parse("sha256:" + "c0".repeat(32));
    private static final Digest LAYER = Digest.parse("sha256:" + "1a".repeat(32));
    private static final String IMAGE_BODY = """
            "config": {"mediaType": "application/vnd.oci.image.config.v1+json", "digest": "%s", "size": 7},
            "layers": [{"mediaType": "application/vnd.oci.image.layer.v1.tar+gzip", "digest": "%s", "size": 9}]
            """.formatted(CONFIG, LAYER);

    @Test
    void readsAnImageWithItsConfigAndLayers() {
        Manifest manifest =
                parse("{\"schemaVersion\": 2, \"mediaType\": \"" + MediaType.OCI_IMAGE + "\"," + IMAGE_BODY + "}");
        assertThat(manifest).isInstanceOfSatisfying(Manifest.Image.class, image -> {
            assertThat(image.mediaType()).isEqualTo(MediaType.OCI_IMAGE);
            assertThat(image.config().digest()).isEqualTo(CONFIG);
            assertThat(image.config().size()).isEqualTo(7);
            assertThat(image.layers()).extracting(Descriptor::digest).containsExactly(LAYER);
            assertThat(image.isArtifact()).isFalse();
            assertThat(image.subject()).isEmpty();
        });
    }

    @Test
    void keepsDigestAndSizeOfTheExactBytes() {
        String spaced = "{ \"schemaVersion\":2,   " + IMAGE_BODY + "}\n";
        Manifest manifest = parse(spaced);
        assertThat(manifest.digest()).isEqualTo(Digest.of(spaced.getBytes(StandardCharsets.UTF_8)));
        assertThat(manifest.size()).isEqualTo(spaced.length());
    }

    @Test
    void takesADocumentWithoutMediaTypeForOciWhichAloneMayLeaveItOut() {
        assertThat(parse("{\"schemaVersion\": 2," + IMAGE_BODY + "}").mediaType())
                .isEqualTo(MediaType.OCI_IMAGE);
        assertThat(parse("{\"schemaVersion\": 2, \"manifests\": []}").mediaType())
                .isEqualTo(MediaType.OCI_INDEX);
    }

    @Test
    void readsTheChildrenOfAListWithTheirPlatforms() {
        Manifest manifest = parse(
                """
                {"schemaVersion": 2, "mediaType": "%s", "manifests": [
                  {"mediaType": "%s", "digest": "%s", "size": 1, "platform": {"os": "linux", "architecture": "arm64", "variant": "v8"}},
                  {"mediaType": "%s", "digest": "%s", "size": 2}]}
                """.formatted(MediaType.DOCKER_LIST, MediaType.DOCKER_IMAGE, CONFIG, MediaType.DOCKER_IMAGE, LAYER));
        assertThat(manifest).isInstanceOfSatisfying(Manifest.Index.class, index -> {
            assertThat(index.children()).extracting(Descriptor::digest).containsExactly(CONFIG, LAYER);
            assertThat(index.children())
                    .extracting(child -> child.platform().toString())
                    .containsExactly("linux/arm64/v8", "");
        });
    }

    @Test
    void readsSubjectAndArtifactType() {
        Manifest manifest = parse(
                "{\"schemaVersion\": 2, \"artifactType\": \"application/spdx+json\", \"subject\": {\"mediaType\": \""
                        + MediaType.OCI_IMAGE + "\", \"digest\": \"" + LAYER + "\", \"size\": 3}," + IMAGE_BODY + "}");
        assertThat(manifest.subject().map(Descriptor::digest)).isEqualTo(Optional.of(LAYER));
        assertThat(manifest)
                .isInstanceOfSatisfying(
                        Manifest.Image.class,
                        image -> assertThat(image.isArtifact()).isTrue());
    }

    @Test
    void knowsSchema1ByItsVersion() {
        assertThat(parse("{\"schemaVersion\": 1, \"fsLayers\": []}"))
                .isInstanceOf(Manifest.Schema1.class)
                .extracting(Manifest::mediaType)
                .isEqualTo(MediaType.DOCKER_SCHEMA1);
        assertThat(parse("{\"schemaVersion\": 1, \"signatures\": []}").mediaType())
                .isEqualTo(MediaType.DOCKER_SCHEMA1_SIGNED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not JSON",
                "[]",
                "{}",
                "{\"schemaVersion\": 2, \"layers\": []}",
                "{\"schemaVersion\": 2, \"manifests\": [], \"layers\": []}",
                "{\"schemaVersion\": 2, \"mediaType\": \"application/vnd.oci.artifact.manifest.v1+json\", \"manifests\": []}",
                "{\"schemaVersion\": 2, \"manifests\": [{\"digest\": \"sha256:short\", \"size\": 1}]}",
                "{\"schemaVersion\": 2, \"manifests\": [{\"digest\": \"sha256:"
                        + "1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a\", \"size\": -1}]}"
            })
    void saysOfEverythingElseThatItIsUnknownAndWhy(String bytes) {
        assertThat(parse(bytes))
                .isInstanceOfSatisfying(
                        Manifest.Unknown.class,
                        unknown -> assertThat(unknown.reason()).isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource
    void isNeverEndedByWhatAParserCannotTake(byte[] hostile) {
        assertThat(ManifestParser.parse(hostile))
                .isInstanceOfSatisfying(
                        Manifest.Unknown.class,
                        unknown -> assertThat(unknown.reason()).isNotEmpty());
        assertThat(ManifestParser.platformOfConfig(hostile)).isEqualTo(Platform.NONE);
    }

    static Stream<byte[]> isNeverEndedByWhatAParserCannotTake() {
        String digits = "9".repeat(100_000);
        String longDigest = "a".repeat(3_000_000);
        return Stream.concat(
                HostileJson.documents(),
                Stream.of(
                        bytes("{\"config\":{\"digest\":\"" + LAYER + "\",\"size\":" + digits + "}}"),
                        bytes("{\"config\":{\"digest\":\"sha256:" + longDigest + "\"}}"),
                        bytes("{\"mediaType\":\"" + longDigest + "\",\"manifests\":[]}")));
    }

    @Test
    void saysOfJsonBeyondTheBoundsThatItIsThat() {
        assertThat(parse("[".repeat(100_000)))
                .asInstanceOf(type(Manifest.Unknown.class))
                .extracting(Manifest.Unknown::reason)
                .asString()
                .contains("nesting");
    }

    @Test
    void readsThePlatformOfAConfig() {
        byte[] config = "{\"os\": \"linux\", \"architecture\": \"amd64\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(ManifestParser.platformOfConfig(config)).hasToString("linux/amd64");
        assertThat(ManifestParser.platformOfConfig(new byte[] {'x'})).isEqualTo(Platform.NONE);
    }

    @Test
    void onlyTheNamedTypesAreNotDistributable() {
        assertThat(List.of(
                        new MediaType("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"),
                        new MediaType("application/vnd.oci.image.layer.nondistributable.v1.tar+zstd")))
                .allMatch(MediaType::isNotDistributable);
        assertThat(new MediaType("application/vnd.oci.image.layer.v1.tar+gzip").isNotDistributable())
                .isFalse();
    }

    private static Manifest parse(String text) {
        return ManifestParser.parse(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
