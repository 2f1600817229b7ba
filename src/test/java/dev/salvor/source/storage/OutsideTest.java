// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import static dev.salvor.source.storage.StorageTree.digestOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.StoredBlob;
import dev.salvor.source.StoredManifest;
import dev.salvor.source.StoredTag;
import dev.salvor.source.Tags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies outside the storage is none of its content, whatever link leads there. */
class OutsideTest {
    private static final RepositoryName APP = new RepositoryName("app");
    private static final Digest SHA512 = Digest.parse("sha512:" + "ab".repeat(64));

    @TempDir
    private Path temp;

    private Path disk;
    private StorageTree tree;
    private StorageTree other;

    @BeforeEach
    void makeAStorageAndAnother() throws IOException {
        disk = temp.toRealPath().resolve("disk");
        tree = StorageTree.in(temp.toRealPath().resolve("volume"));
        other = StorageTree.in(disk);
        tree.tag("good", "1", tree.blob("manifest"));
        other.tag("app", "1", other.blob("elsewhere"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_manifests/tags/1",
                "_manifests/tags/1/current",
                "_manifests/tags/1/current/link",
            })
    void noTagIsReadFromThere(String moved) throws IOException {
        tree.tag("app", "1", digestOf("elsewhere"));
        replaceByALink(
                tree.repository("app").resolve(moved), other.repository("app").resolve(moved));

        ScanResult result = ScanResult.of(tree);

        assertThat(result.names()).containsExactly("app", "good");
        assertThat(result.tags()).hasSize(1);
        assertThat(result.broken()).singleElement().satisfies(broken -> {
            assertThat(broken.unreadable()).isTrue();
            assertThat(broken.reason()).contains("symbolic link", "leaves the storage");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/_manifests", "/_manifests/tags"})
    void noDirectoryOfARepositoryIsListedThere(String moved) throws IOException {
        tree.tag("app", "1", digestOf("elsewhere"));
        Path link = Path.of(tree.repository("app") + moved);
        replaceByALink(link, Path.of(other.repository("app") + moved));

        ScanResult result = ScanResult.of(tree);

        assertThat(result.tags()).hasSize(1);
        assertThat(result.broken()).isEmpty();
        assertThat(result.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(SourceProblem.Kind.UNREADABLE);
            assertThat(problem.path().toString()).startsWith(link.toString());
            assertThat(problem.reason()).contains("leaves the storage");
        });
    }

    @Test
    void neitherIsOneNamedRepositoryOrTag() throws IOException {
        replaceByALink(tree.repository("app"), other.repository("app"));
        Tags tags = tree.open().tags();
        List<SourceProblem> problems = new ArrayList<>();

        assertThat(tags.repository(APP, problems::add).map(found -> found.tags().size()))
                .isNotEqualTo(Optional.of(1));
        assertThat(problems).extracting(SourceProblem::kind).containsOnly(SourceProblem.Kind.UNREADABLE);
        assertThat(tags.tag(APP, new Tag("1"), _ -> {}).orElseThrow()).isInstanceOf(StoredTag.Broken.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "", "..", "../.."})
    void noBlobIsReadFromThere(String moved) throws IOException {
        Digest digest = digestOf("elsewhere");
        tree.blob("elsewhere");
        Path directory = tree.data(digest).getParent();
        Path itsTwin = other.data(digest).getParent();
        replaceByALink(
                directory.resolve(moved).normalize(), itsTwin.resolve(moved).normalize());
        Storage storage = tree.open();

        assertThat(storage.blob(APP, digest))
                .isInstanceOfSatisfying(
                        StoredBlob.Unreadable.class,
                        found -> assertThat(found.reason()).contains("leaves the storage"));
        assertThat(storage.manifest(digest)).isInstanceOf(StoredManifest.Unreadable.class);
        assertThat(storage.read(APP, digest, 100)).isEmpty();
    }

    @Test
    void noLayerOrRevisionIsLinkedFromThere() throws IOException {
        Digest layer = tree.blob("layer");
        Path outside = StorageTree.write(disk.resolve("outside"), layer.toString());
        replaceByALink(tree.layerLink("app", SHA512, ""), outside);
        tree.revision("app", layer);
        replaceByALink(tree.repository("app").resolve("_manifests/revisions/sha256/" + layer.hex() + "/link"), outside);

        assertThat(tree.open().blob(APP, SHA512)).isInstanceOf(StoredBlob.Unreadable.class);
        assertThat(tree.open().revision(APP, layer)).isEmpty();
    }

    @Test
    void theNewestOfAnIndexIsNotLookedUpThere() throws IOException {
        replaceByALink(
                tree.tagDirectory("app", "1").resolve("index"),
                other.tagDirectory("app", "1").resolve("index"));
        StorageTree.write(tree.currentLink("app", "1"), "");

        assertThat(ScanResult.of(tree).broken())
                .singleElement()
                .satisfies(broken -> assertThat(broken.reason()).doesNotContain("newest"));
    }

    @Test
    void linksThatStayInsideAreFollowed() throws IOException {
        Digest digest = tree.blob("shared");
        tree.tag("app", "1", digest);
        Files.createSymbolicLink(tree.repository("alias"), tree.repository("app"));
        Files.createSymbolicLink(tree.tagDirectory("app", "2"), tree.tagDirectory("app", "1"));
        Path copy = StorageTree.write(tree.v2().resolve("blobs/sha256/copy"), "shared");
        replaceByALink(tree.data(digest), copy);

        ScanResult result = ScanResult.of(tree);

        assertThat(result.tags())
                .contains("alias:1=" + digest, "alias:2=" + digest, "app:1=" + digest, "app:2=" + digest);
        assertThat(tree.open().blob(APP, digest))
                .isInstanceOfSatisfying(
                        StoredBlob.Present.class,
                        found -> assertThat(found.size()).isEqualTo(6));
        assertThat(tree.open().manifest(digest)).isInstanceOf(StoredManifest.Intact.class);
        assertThat(result.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"blobs", "repositories", "../v2", "../../../docker"})
    void aSecondDiskAtOrAboveBlobsAndRepositoriesIsFollowedAndSaidOnce(String moved) throws IOException {
        Path link = tree.v2().resolve(moved).normalize();
        Path target = disk.resolve("second");
        Files.move(link, target);
        Files.createSymbolicLink(link, target);
        Storage storage = Storage.open(temp.toRealPath().resolve("volume"));
        List<SourceProblem> problems = new CopyOnWriteArrayList<>();
        List<String> names = new CopyOnWriteArrayList<>();
        storage.tags().scan(each -> names.add(each.name() + " " + each.tags().size()), problems::add);

        assertThat(names).containsExactly("good 1");
        assertThat(storage.manifest(digestOf("manifest"))).isInstanceOf(StoredManifest.Intact.class);
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(SourceProblem.Kind.REPAIRED);
            assertThat(problem.path()).isEqualTo(link);
            assertThat(problem.reason()).contains("symbolic link", target.toString());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"password=hunter2", "{\"auths\":{}}", "-----BEGIN PRIVATE KEY-----"})
    void ofABrokenLinkOnlyWhatMayBeADigestIsQuoted(String content) throws IOException {
        StorageTree.write(tree.currentLink("app", "1"), content + "x".repeat(200));

        assertThat(ScanResult.of(tree).broken())
                .singleElement()
                .satisfies(broken -> assertThat(broken.reason())
                        .startsWith("its link holds no digest")
                        .doesNotContain("hunter2", "auths", "KEY", "x".repeat(81)));
    }

    private static void replaceByALink(Path at, Path target) throws IOException {
        if (Files.exists(at)) {
            StorageTree.remove(at);
        }
        Files.createDirectories(at.getParent());
        Files.createSymbolicLink(at, target);
    }
}
