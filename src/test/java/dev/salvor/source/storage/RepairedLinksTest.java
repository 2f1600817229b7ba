// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.source.LinkRepair;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.StoredTag;
import dev.salvor.source.TagOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tag whose link gives no digest, and whose index does. */
class RepairedLinksTest {
    private static final RepositoryName APP = new RepositoryName("app");
    private static final Tag TAG = new Tag("1");
    private static final Instant OLD = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant NEW = Instant.parse("2024-01-01T00:00:00Z");

    @TempDir
    Path temp;

    private StorageTree tree;
    private Path link;
    private Digest older;
    private Digest newer;
    private final List<SourceProblem> problems = new ArrayList<>();

    @BeforeEach
    void makeAStorage() throws IOException {
        tree = StorageTree.in(temp.toRealPath());
        link = tree.currentLink("app", "1");
        older = tree.blob("older");
        newer = tree.blob("newer");
        StorageTree.write(link, "");
        age(tree.index("app", "1", older), OLD);
    }

    private static void age(Path file, Instant time) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(time));
    }

    private Storage storage(LinkRepair repair) {
        return Storage.open(tree.v2(), 2, repair);
    }

    private StoredTag read(LinkRepair repair) {
        return storage(repair).tags().tag(APP, TAG, problems::add).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0\0\0", "sha256:0123", "garbage"})
    void theOneEntryIsTakenUnaskedAndSaid(String content) throws IOException {
        StorageTree.write(link, content);
        assertThat(read(LinkRepair.ONLY_ENTRY)).isInstanceOfSatisfying(StoredTag.Linked.class, its -> {
            assertThat(its.tag().digest()).isEqualTo(older);
            assertThat(its.tag().origin()).isEqualTo(new TagOrigin.RepairedLink());
        });
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(SourceProblem.Kind.REPAIRED);
            assertThat(problem.path()).isEqualTo(link);
            assertThat(problem.reason()).endsWith("read as " + older + ", the one entry of the tag's index");
        });
    }

    @Test
    void ofSeveralNoneIsTakenUnaskedAndTheNewestIsNamed() throws IOException {
        age(tree.index("app", "1", newer), NEW);
        assertThat(read(LinkRepair.ONLY_ENTRY))
                .isInstanceOfSatisfying(
                        StoredTag.Broken.class,
                        its -> assertThat(its.tag().reason())
                                .endsWith("the newest digest in its index, which is not used, is " + newer));
    }

    @Test
    void ofSeveralTheNewestIsTakenIfThatIsWanted() throws IOException {
        age(tree.index("app", "1", newer), NEW);
        assertThat(read(LinkRepair.NEWEST_ENTRY))
                .isEqualTo(new StoredTag.Linked(new ScannedTag(TAG, newer, NEW, new TagOrigin.RepairedLink())));
        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.reason())
                        .isEqualTo("is empty, as a full disk or a crash leaves it; read as " + newer
                                + ", the newest entry of the tag's index"));
    }

    @Test
    void aLinkThatIsGoneOrCannotBeReadIsReplacedOnlyIfThatIsWanted() throws IOException {
        Files.delete(link);
        assertThat(read(LinkRepair.ONLY_ENTRY)).isInstanceOf(StoredTag.Broken.class);
        assertThat(read(LinkRepair.NEWEST_ENTRY)).isInstanceOf(StoredTag.Linked.class);
        Files.createDirectory(link);
        assertThat(read(LinkRepair.ONLY_ENTRY)).isInstanceOf(StoredTag.Broken.class);
        assertThat(read(LinkRepair.NEWEST_ENTRY)).isInstanceOf(StoredTag.Linked.class);
    }

    @Test
    void anEntryThatHoldsAnotherDigestThanItIsNamedByIsNone() throws IOException {
        StorageTree.write(tree.index("app", "1", older), newer.toString());
        assertThat(read(LinkRepair.NEWEST_ENTRY)).isInstanceOf(StoredTag.Broken.class);
    }

    @Test
    void aScanSaysWhichTagsWereReadSo() throws IOException {
        tree.tag("app", "good", newer);
        Storage storage = storage(LinkRepair.ONLY_ENTRY);
        storage.tags().scan(_ -> {}, problems::add);
        assertThat(storage.tags().origin(new ImageName(APP, TAG))).isEqualTo(new TagOrigin.RepairedLink());
        assertThat(storage.tags().origin(new ImageName(APP, new Tag("good")))).isEqualTo(new TagOrigin.Link());
        assertThat(problems).hasSize(1);
    }
}
