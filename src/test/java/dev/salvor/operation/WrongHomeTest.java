// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.lab.AccessLog;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.outcome.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a storage can say and what is not so: a tag that is the same by name only, tags that are about each other. */
@Timeout(60)
class WrongHomeTest {
    private static final int REPOSITORIES = 10;
    private static final byte[] BASE = TestContent.layer(1, 20_000);

    @TempDir
    Path storage;

    @TempDir
    Path target;

    /** The plan takes known/app for the home of the base layer, since its tag is there. */
    @Test
    void aHomeThatDoesNotHaveTheBlobCostsOneUpload() {
        StorageFixtures.write(storage, images -> {
            images.image("known/app", "1.0", List.of(BASE));
            IntStream.range(0, REPOSITORIES)
                    .forEach(i ->
                            images.image("new" + i + "/app", "1.0", List.of(BASE, TestContent.layer(10 + i, 2_000))));
        });
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            new TestImages(registry.uri()).image("known/app", "1.0", List.of(TestContent.layer(2, 2_000)));
            int mark = registry.accessLog().mark();

            SyncRun.Result result = SyncRun.of(storage, registry.host()).push();

            AccessLog log = registry.accessLog().after(mark);
            assertThat(result.isComplete()).isTrue();
            String base = Digest.of(BASE).toString();
            assertThat(log.uploadedDigests()).containsOnlyOnce(base);
            assertThat(mounts(log, base, 201)).isEqualTo(REPOSITORIES - 1);
            assertThat(mounts(log, base, 202)).isEqualTo(1);
        }
    }

    @Test
    void tagsThatAreAboutEachOtherArePushed() {
        StorageFixtures.write(storage, images -> {
            Pushed one = images.image("p/app", null, List.of(BASE));
            Pushed two = images.image("p/app", null, List.of(TestContent.layer(2, 2_000)));
            images.tag(one, two.digest().replace(':', '-'));
            images.tag(two, one.digest().replace(':', '-'));
        });
        try (RegistryProcess registry = RegistryProcess.over(target).start()) {
            SyncRun.Result result = SyncRun.of(storage, registry.host()).push();
            assertThat(result.outcomes()).hasSize(2);
            assertThat(result.outcomes().values()).containsOnly(new Outcome.Pushed());
        }
    }

    private static long mounts(AccessLog log, String digest, int status) {
        return log.entries().stream()
                .filter(entry -> entry.method().equals("POST") && entry.status() == status)
                .filter(entry -> entry.path().replace("%3A", ":").contains("mount=" + digest))
                .count();
    }
}
