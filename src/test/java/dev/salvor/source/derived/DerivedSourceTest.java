// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.derived;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.RepositoryName;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.source.ImageSource;
import dev.salvor.source.Tags;
import dev.salvor.source.storage.Storage;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What it costs to look for names that nobody gave: every run does. */
class DerivedSourceTest {
    @TempDir
    Path root;

    private final AtomicInteger reads = new AtomicInteger();

    @BeforeEach
    void writeStorage() {
        StorageFixtures.write(root, images -> {
            images.ociImage("p/tagged", "1", List.of(TestContent.layer(1, 100)));
            Pushed child = images.ociImage("p/index", null, List.of(TestContent.layer(2, 100)));
            images.index("p/index", "1", child);
        });
    }

    @Test
    void whereAllRevisionsHaveATagNoManifestIsRead() {
        Tags tags = new DerivedSource(counting(), Derivation.none()).tags();
        assertThat(tags.repository(new RepositoryName("p/tagged"), _ -> {})).isPresent();
        assertThat(reads).hasValue(0);
        assertThat(tags.repository(new RepositoryName("p/index"), _ -> {})).isPresent();
        assertThat(reads).hasPositiveValue();
    }

    private ImageSource counting() {
        Storage storage = Storage.open(root);
        return (ImageSource) Proxy.newProxyInstance(
                ImageSource.class.getClassLoader(), new Class<?>[] {ImageSource.class}, (_, method, arguments) -> {
                    if (method.getName().equals("manifest")) {
                        reads.incrementAndGet();
                    }
                    return method.invoke(storage, arguments);
                });
    }
}
