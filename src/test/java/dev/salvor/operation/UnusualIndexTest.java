// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.image.Digest;
import dev.salvor.image.MediaType;
import dev.salvor.lab.Front;
import dev.salvor.lab.Front.Reply;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages;
import dev.salvor.outcome.Outcome;
import dev.salvor.registry.Refusal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A BuildKit cache (image-manifest=false): an index whose "manifests" are blobs, of any size. */
class UnusualIndexTest {
    private static final byte[] SMALL = TestContent.layer(1, 3_000);
    private static final byte[] LARGE = TestContent.layer(2, 6 << 20);
    private static final byte[] CONFIG = "{\"layers\":[]}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path storage;

    @TempDir
    Path target;

    @BeforeEach
    void write() {
        StorageFixtures.write(storage, UnusualIndexTest::cache);
    }

    @Test
    void aBuildCacheArrivesWithItsBlobs() {
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            assertThat(SyncRun.of(storage, "http://" + registry.host()).push().outcomes())
                    .containsEntry("ci/app:cache", new Outcome.Pushed());
            for (byte[] blob : List.of(SMALL, LARGE, CONFIG)) {
                assertThat(registry.http()
                                .get("/v2/ci/app/blobs/" + Digest.of(blob))
                                .body())
                        .isEqualTo(blob);
            }
        }
    }

    @Test
    void aRegistryThatTakesNoSuchIndexIsNamedForIt() {
        try (RegistryProcess registry = RegistryProcess.over(target).start();
                Front front = Front.of(
                        registry.uri(),
                        (method, path) -> method.equals("PUT") && path.contains("/manifests/")
                                ? Optional.of(Reply.error(400, "MANIFEST_INVALID", "unknown media type"))
                                : Optional.empty())) {
            assertThat(SyncRun.of(storage, "http://" + front.host())
                            .push()
                            .outcomes()
                            .get("ci/app:cache"))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.refusal().reason()).isEqualTo(Refusal.Reason.INDEX_OF_BLOBS));
        }
    }

    private static void cache(TestImages images) {
        ObjectNode index = new ObjectMapper()
                .createObjectNode()
                .put("schemaVersion", 2)
                .put("mediaType", MediaType.OCI_INDEX.value());
        ArrayNode manifests = index.putArray("manifests");
        List.of(SMALL, LARGE).forEach(layer -> describe(images, manifests, layer, "oci.image.layer.v1.tar+gzip"));
        describe(images, manifests, CONFIG, "buildkit.cacheconfig.v0");
        images.manifest(
                "ci/app", "cache", MediaType.OCI_INDEX.value(), index.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void describe(TestImages images, ArrayNode manifests, byte[] content, String type) {
        TestImages.Blob blob = images.blob("ci/app", content);
        manifests
                .addObject()
                .put("mediaType", "application/vnd." + type)
                .put("digest", blob.digest())
                .put("size", blob.size());
    }
}
