// SPDX-License-Identifier: Apache-2.0
package dev.salvor.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.source.ImageSource;
import dev.salvor.source.storage.Storage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read to find the revisions that no tag reaches. */
class UntaggedRevisionsTest {
    @TempDir
    Path root;

    private final List<Digest> read = new ArrayList<>();

    @Test
    void whereAllAreTaggedNoManifestIsRead() {
        StorageFixtures.write(root, images -> {
            images.image("p/app", "1", List.of(TestContent.layer(1, 300)));
            images.image("p/app", "2", List.of(TestContent.layer(2, 300)));
        });
        assertThat(untagged("p/app").without(Set.of())).isEmpty();
        assertThat(read).isEmpty();
    }

    @Test
    void whereAllOthersAreChildrenOnlyTheTaggedIndexesAreRead() {
        List<Pushed> pushed = new ArrayList<>();
        StorageFixtures.write(root, images -> {
            Pushed one = images.ociImage("p/app", null, List.of(TestContent.layer(1, 300)));
            Pushed other = images.ociImage("p/app", null, List.of(TestContent.layer(2, 300)));
            pushed.add(images.index("p/app", "1", one, other));
        });
        assertThat(untagged("p/app").without(Set.of())).isEmpty();
        assertThat(read).containsExactly(digest(pushed.getFirst()));
    }

    @Test
    void eachManifestIsReadOnceWhereSomeAreLeft() {
        List<Pushed> pushed = new ArrayList<>();
        StorageFixtures.write(root, images -> {
            Pushed child = images.ociImage("p/app", null, List.of(TestContent.layer(1, 300)));
            pushed.add(child);
            pushed.add(images.index("p/app", "1", child));
            pushed.add(images.ociImage("p/app", "2", List.of(TestContent.layer(2, 300))));
            pushed.add(images.image("p/app", null, List.of(TestContent.layer(3, 300))));
        });
        UntaggedRevisions untagged = untagged("p/app");
        assertThat(untagged.without(untagged.referrers(Set.of(digest(pushed.get(2))))))
                .containsExactly(digest(pushed.getLast()));
        assertThat(read)
                .containsExactlyInAnyOrderElementsOf(
                        pushed.stream().map(UntaggedRevisionsTest::digest).toList());
    }

    @Test
    void ofAnIndexWithoutATagTheChildrenAreNotLeftToo() {
        List<Pushed> pushed = new ArrayList<>();
        StorageFixtures.write(root, images -> {
            images.image("p/app", "1", List.of(TestContent.layer(1, 300)));
            Pushed child = images.ociImage("p/app", null, List.of(TestContent.layer(2, 300)));
            Pushed inner = images.index("p/app", null, child);
            pushed.add(images.index("p/app", null, inner));
        });
        UntaggedRevisions untagged = untagged("p/app");
        assertThat(untagged.without(Set.of())).containsExactly(digest(pushed.getFirst()));
        assertThat(untagged.without(Set.of(digest(pushed.getFirst())))).isEmpty();
    }

    private UntaggedRevisions untagged(String repository) {
        ImageSource source = counting(Storage.open(root));
        return UntaggedRevisions.of(
                source,
                source.tags()
                        .repository(new RepositoryName(repository), problem -> {
                            throw new AssertionError(problem);
                        })
                        .orElseThrow(),
                problem -> {
                    throw new AssertionError(problem);
                });
    }

    private ImageSource counting(Storage storage) {
        return (ImageSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ImageSource.class}, (_, method, arguments) -> {
                    if (method.getName().equals("manifest")) {
                        read.add((Digest) arguments[arguments.length - 1]);
                    }
                    try {
                        return method.invoke(storage, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static Digest digest(Pushed pushed) {
        return Digest.tryParse(pushed.digest()).orElseThrow();
    }
}
