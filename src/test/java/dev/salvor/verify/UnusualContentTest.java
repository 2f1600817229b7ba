// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is right and rare, and what would be endless: digests by another algorithm, blobs of no bytes, indexes that repeat each other. */
class UnusualContentTest {
    private static final byte[] LAYER = TestContent.random(1, 3_000);
    private static final byte[] CONFIG = "{}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path root;

    private StorageFiles files;

    @BeforeEach
    void write() {
        StorageFixtures.write(root, images -> images.image("p/app", "1", List.of()));
        files = new StorageFiles(root);
        files.put(CONFIG);
    }

    private static String sha512(byte[] bytes) {
        MessageDigest hash = Digest.Algorithm.SHA512.newMessageDigest();
        hash.update(bytes);
        return Digest.of(Digest.Algorithm.SHA512, hash).toString();
    }

    private void plant(String tag, String layer, long size) {
        files.plant("p/app", tag, """
                {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",
                "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"%s","size":%d},
                "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"%s","size":%d}]}
                """.formatted(Digest.of(CONFIG), CONFIG.length, layer, size)
                .getBytes(StandardCharsets.UTF_8));
    }

    private void alias(String digest, byte[] content) throws IOException {
        Path link = files.repository("p/app").resolve("_layers/" + digest.replace(':', '/') + "/link");
        Files.createDirectories(link.getParent());
        Files.writeString(link, Digest.of(content).toString());
    }

    /** As the registry keeps it: protocol.md §1.4. */
    @Test
    void aLayerOfAnotherAlgorithmIsFoundByItsLinkAndHashedByThatAlgorithm() throws IOException {
        files.put(LAYER);
        plant("2", sha512(LAYER), LAYER.length);
        assertThat(VerifyRun.brief(VerifyRun.verdict(VerifyRun.content(root), "p/app:2")))
                .isEqualTo("DAMAGED LAYER MISSING");
        alias(sha512(LAYER), LAYER);
        assertWhole();
        byte[] other = TestContent.random(2, LAYER.length);
        files.put(other);
        alias(sha512(LAYER), other);
        assertThat(VerifyRun.brief(VerifyRun.verdict(VerifyRun.content(root), "p/app:2")))
                .isEqualTo("DAMAGED LAYER WRONG_CONTENT");
    }

    @Test
    void aBlobThatHasNoBytesByRightIsWhole() {
        files.put(new byte[0]);
        plant("2", Digest.of(new byte[0]).toString(), 0);
        assertWhole();
    }

    @Test
    void aManifestThatSaysAWrongSizeIsToBlameAndNotTheBlob() {
        files.put(LAYER);
        plant("2", Digest.of(LAYER).toString(), LAYER.length + 1);
        assertThat(VerifyRun.brief(VerifyRun.verdict(VerifyRun.quick(root), "p/app:2")))
                .isEqualTo("DAMAGED LAYER TRUNCATED");
        assertThat(VerifyRun.brief(VerifyRun.verdict(VerifyRun.content(root), "p/app:2")))
                .isEqualTo("DAMAGED LAYER WRONG_DESCRIPTOR");
    }

    /** Each doubles the number of ways down. */
    @Test
    void indexesThatRepeatEachOtherAreGoneThroughOnce() {
        plant("leaf", Digest.of(LAYER).toString(), LAYER.length);
        byte[] below = null;
        for (int i = 0; i < 30; i++) {
            String child = below == null
                    ? Digest.of(CONFIG).toString()
                    : Digest.of(below).toString();
            long size = below == null ? CONFIG.length : below.length;
            String entry = """
                    {"mediaType":"application/vnd.oci.image.index.v1+json","digest":"%s","size":%d}""".formatted(child, size);
            below = ("{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":["
                            + entry + "," + entry + "]}")
                    .getBytes(StandardCharsets.UTF_8);
            files.put(below);
        }
        files.plant("p/app", "deep", below);
        assertThat(VerifyRun.verdict(VerifyRun.quick(root), "p/app:deep").kind())
                .isEqualTo(ImageVerdict.Kind.NOT_DELIVERABLE);
    }

    private void assertWhole() {
        VerifiedStorage verification = VerifyRun.content(root);
        assertThat(verification.causes()).isEmpty();
        assertThat(verification.isWhole()).isTrue();
        assertThat(verification.leftovers().orElseThrow().unknown()).isZero();
    }
}
