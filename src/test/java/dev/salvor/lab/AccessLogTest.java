// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.lab.AccessLog.Entry;
import dev.salvor.lab.AccessLog.Linked;
import dev.salvor.lab.AccessLog.ManifestPut;
import dev.salvor.lab.TestImages.Pushed;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogTest {
    private static final byte[] NOTHING = new byte[0];

    @TempDir
    Path root;

    private RegistryProcess registry;
    private TestImages images;

    @BeforeEach
    void startRegistry() {
        registry = RegistryProcess.over(root).start();
        images = new TestImages(registry.uri());
    }

    @AfterEach
    void stopRegistry() {
        registry.close();
    }

    @Test
    void countsWhatTheFixturesSent() {
        byte[] layer = TestContent.layer(1, 100);
        Pushed child = images.image("a/blobs", null, List.of(layer));
        images.index("a/blobs", "1", child);

        AccessLog log = registry.accessLog();
        assertThat(log.count("HEAD")).isEqualTo(2);
        assertThat(log.count("POST")).isEqualTo(2);
        assertThat(log.count("PUT")).isEqualTo(4);
        assertThat(log.mutating()).hasSize(6);
        assertThat(log.entries()).hasSize(8).contains(new Entry("PUT", "/v2/a/blobs/manifests/1", 201));
        assertThat(log.uploadedDigests()).hasSize(2).contains(Digest.of(layer).toString());
        assertThat(log.manifestPuts())
                .containsExactly(new ManifestPut("a/blobs", child.digest()), new ManifestPut("a/blobs", "1"));
        assertThat(log.tagPuts()).containsExactly(new ManifestPut("a/blobs", "1"));
        assertThat(log.linked())
                .hasSize(3)
                .containsEntry(new Linked("a/blobs", Digest.of(layer).toString()), 1)
                .containsEntry(new Linked("a/blobs", child.digest()), 1);
    }

    @Test
    void countsAMountAsALinkAndNotAsAnUpload() {
        String digest = images.blob("a", TestContent.random(1, 10)).digest();
        int mark = registry.accessLog().mark();
        for (int i = 0; i < 2; i++) {
            String mount = "/v2/b/blobs/uploads/?mount=" + digest.replace(":", "%3A") + "&from=a";
            assertThat(registry.http().send("POST", mount, NOTHING).statusCode())
                    .isEqualTo(201);
        }
        String nothingThere = "/v2/b/blobs/uploads/?mount=" + Digest.of(NOTHING) + "&from=a";
        assertThat(registry.http().send("POST", nothingThere, NOTHING).statusCode())
                .isEqualTo(202);

        AccessLog log = registry.accessLog().after(mark);
        assertThat(log.linked()).hasSize(1).containsEntry(new Linked("b", digest), 2);
        assertThat(log.uploadedDigests()).isEmpty();
        assertThat(log.entries()).hasSize(3);
    }

    @Test
    void hasEveryAnswerThatManyThreadsGot() throws Exception {
        images.blob("a", TestContent.random(1, 300_000));
        String path = "/v2/a/blobs/" + Digest.of(TestContent.random(1, 300_000));
        for (int round = 1; round <= 10; round++) {
            try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> answers = IntStream.range(0, 20)
                        .<Future<?>>mapToObj(
                                i -> tasks.submit(() -> registry.http().get(path)))
                        .toList();
                for (Future<?> answer : answers) {
                    answer.get();
                }
            }
            assertThat(registry.accessLog().count("GET")).isEqualTo(20 * round);
        }
    }
}
