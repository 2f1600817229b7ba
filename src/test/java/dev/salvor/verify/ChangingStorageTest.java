// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.lab.Trees;
import dev.salvor.select.Selection;
import dev.salvor.source.ImageSource;
import dev.salvor.source.storage.Storage;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry that still runs on the storage, its garbage collection, or a copy change it between the scan and the look: none of that is damage. */
class ChangingStorageTest {
    private static final byte[] LAYER = TestContent.layer(2, 2_000);

    @TempDir
    Path root;

    private StorageFiles files;
    private Pushed first;
    private Pushed second;

    private interface Change {
        void make() throws IOException;
    }

    @BeforeEach
    void write() {
        files = new StorageFiles(root);
        StorageFixtures.write(root, images -> {
            first = images.image("p/app", "1", List.of(TestContent.layer(1, 2_000)));
            second = images.image("p/app", null, List.of(LAYER));
            images.image("p/other", "1", List.of(TestContent.layer(3, 2_000)));
        });
    }

    /** Verifies, and makes the change when the link of p/app:1 is read and its manifest is not yet. */
    private Map<String, String> verdicts(Change change) {
        return verdicts(
                (method, arguments) -> method.getName().equals("manifest")
                        && arguments[0].toString().equals(first.digest()),
                change);
    }

    /** The same when all links and manifests are read. */
    private Map<String, String> verdictsAfterTheLook(Change change) {
        return verdicts((method, _) -> method.getName().equals("pool"), change);
    }

    private Map<String, String> verdicts(BiPredicate<Method, Object[]> when, Change change) {
        Storage storage = Storage.open(root);
        AtomicBoolean isMade = new AtomicBoolean();
        ImageSource changing = (ImageSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ImageSource.class}, (_, method, arguments) -> {
                    if (when.test(method, arguments) && isMade.compareAndSet(false, true)) {
                        change.make();
                    }
                    try {
                        return method.invoke(storage, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        Map<String, String> verdicts = new TreeMap<>();
        VerifyRun.run(changing, Selection.all(), false, ReadRecord.none())
                .images()
                .forEach(image -> verdicts.put(image.name().toString(), VerifyRun.brief(image.verdict())));
        assertThat(isMade).isTrue();
        return verdicts;
    }

    @Test
    void aTagThatIsMovedIsWhatItStandsForNow() {
        assertThat(verdicts(() -> {
                    Files.writeString(files.link("p/app", "1"), second.digest());
                    Files.delete(files.data(first.digest()));
                }))
                .containsEntry("p/app:1", "WHOLE");
    }

    @Test
    void aTagThatIsDeletedWithItsManifestIsNoDamage() {
        assertThat(verdicts(() -> {
                    Trees.delete(files.repository("p/app").resolve("_manifests/tags/1"));
                    Files.delete(files.data(first.digest()));
                }))
                .containsEntry("p/app:1", "CHANGING TAG CHANGED")
                .containsEntry("p/other:1", "WHOLE");
    }

    @Test
    void aRepositoryThatIsRemovedIsNoDamage() {
        assertThat(verdicts(() -> {
                    Trees.delete(files.repository("p/app"));
                    Files.delete(files.data(first.digest()));
                }))
                .containsEntry("p/app:1", "CHANGING TAG CHANGED")
                .containsEntry("p/other:1", "WHOLE");
    }

    @Test
    void aLinkThatIsJustBeingWrittenIsReadOnceMore() throws IOException {
        Path link = files.link("p/app", "1");
        String digest = Files.readString(link);
        // two that it may have had: it is not taken from the index then
        Path other = link.getParent()
                .resolveSibling("index/sha256/" + second.digest().substring("sha256:".length()) + "/link");
        Files.createDirectories(other.getParent());
        Files.writeString(other, second.digest());
        Files.writeString(link, "");
        assertThat(verdictsAfterTheLook(() -> Files.writeString(link, digest))).containsEntry("p/app:1", "WHOLE");
    }

    @Test
    void aLinkThatIsEmptiedBelongsToAChange() {
        assertThat(verdicts(() -> {
                    Files.writeString(files.link("p/app", "1"), "sha256:");
                    Files.delete(files.data(first.digest()));
                }))
                .containsEntry("p/app:1", "CHANGING TAG CHANGED");
    }

    @Test
    void aLayerThatACopyBringsMeanwhileIsThere() throws IOException {
        Files.writeString(files.link("p/app", "1"), second.digest());
        Path layer = files.data(LAYER);
        Files.delete(layer);
        assertThat(verdictsAfterTheLook(() -> Files.write(layer, LAYER))).containsEntry("p/app:1", "WHOLE");
    }
}
