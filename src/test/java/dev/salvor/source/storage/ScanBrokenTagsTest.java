// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import static dev.salvor.source.storage.StorageTree.digestOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.image.Tag;
import dev.salvor.source.BrokenTag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScanBrokenTagsTest {
    private static final Digest DIGEST = digestOf("manifest");

    @TempDir
    private Path temp;

    private StorageTree tree;
    private Path link;

    @BeforeEach
    void makeAStorage() throws IOException {
        tree = StorageTree.in(temp.toRealPath());
        link = tree.currentLink("app", "1");
        tree.tag("app", "good", DIGEST);
    }

    static Stream<String> contentsWithoutADigest() {
        return Stream.of(
                DIGEST.toString().toUpperCase(Locale.ROOT),
                "sha256:" + DIGEST.hex().toUpperCase(Locale.ROOT),
                DIGEST.toString().substring(1),
                DIGEST + "0",
                "sha256:",
                "md5:d41d8cd98f00b204e9800998ecf8427e",
                "garbage \u001b[31m",
                DIGEST + "\n" + DIGEST);
    }

    @ParameterizedTest
    @MethodSource("contentsWithoutADigest")
    void isDamagedByAContentThatIsNoDigest(String content) throws IOException {
        StorageTree.write(link, content);

        assertThat(broken().unreadable()).isFalse();
        assertThat(broken().reason()).startsWith("its link holds no digest but '" + content.substring(0, 5));
    }

    @Test
    void isDamagedByAHugeContentEvenIfItBeginsWithADigest() throws IOException {
        StorageTree.write(link, DIGEST + "\n".repeat(1 << 20));

        assertThat(broken())
                .isEqualTo(new BrokenTag(
                        new Tag("1"), false, "its link has 1048647 bytes, which is too long for a digest"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0\0\0\0", "\n"})
    void isDamagedByAnEmptyLinkAndNamesTheNewestDigestOfTheIndexWithoutUsingIt(String empty) throws IOException {
        Digest newest = digestOf("newest");
        age(tree.index("app", "1", digestOf("oldest")), "2020-01-01T00:00:00Z");
        age(tree.index("app", "1", newest), "2024-01-01T00:00:00Z");
        age(tree.index("app", "1", digestOf("older")), "2022-01-01T00:00:00Z");
        Path crashed = tree.index("app", "1", digestOf("crashed"));
        StorageTree.write(crashed, "");
        age(crashed, "2025-01-01T00:00:00Z");
        StorageTree.write(link, empty);

        assertThat(broken())
                .isEqualTo(new BrokenTag(
                        new Tag("1"),
                        false,
                        "its link is empty, as a full disk or a crash leaves it;"
                                + " the newest digest in its index, which is not used, is " + newest));
    }

    @Test
    void isDamagedByAnEmptyLinkAlsoWithoutAnIndex() throws IOException {
        StorageTree.write(link, "");

        assertThat(broken().reason()).isEqualTo("its link is empty, as a full disk or a crash leaves it");
    }

    @Test
    void lacksALinkIfTheDirectoryOfTheTagIsEmpty() throws IOException {
        Files.createDirectories(tree.tagDirectory("app", "1"));

        assertThat(broken()).isEqualTo(new BrokenTag(new Tag("1"), false, "the tag has no link"));
    }

    @Test
    void lacksALinkIfOnlyTheIndexIsThere() throws IOException {
        tree.index("app", "1", DIGEST);

        assertThat(broken().reason())
                .startsWith("the tag has no link; the newest digest")
                .endsWith(DIGEST.toString());
    }

    @Test
    void lacksALinkIfAFileIsInTheWay() throws IOException {
        StorageTree.write(tree.tagDirectory("app", "1").resolve("current"), DIGEST.toString());

        assertThat(broken()).isEqualTo(new BrokenTag(new Tag("1"), false, "the tag has no link"));
    }

    @Test
    void lacksALinkIfTheTagIsASymbolicLinkToNothing() throws IOException {
        Files.createSymbolicLink(tree.tagDirectory("app", "1"), temp.resolve("nothing"));

        assertThat(broken()).isEqualTo(new BrokenTag(new Tag("1"), false, "the tag has no link"));
    }

    @Test
    void isUnreadableIfTheLinkIsADirectory() throws IOException {
        Files.createDirectories(link);

        assertThat(broken())
                .isEqualTo(new BrokenTag(new Tag("1"), true, "its link cannot be read: not a regular file"));
    }

    @Test
    @Timeout(30)
    void isUnreadableIfTheLinkIsAFifo() throws IOException, InterruptedException {
        Files.createDirectories(link.getParent());
        StorageTree.shell("mkfifo \"$1\"", link);

        assertThat(broken().unreadable()).isTrue();
    }

    @Test
    void isUnreadableIfTheFilesystemRefuses() throws IOException {
        StorageTree.loop(link);

        assertThat(broken().unreadable()).isTrue();
        assertThat(broken().reason()).startsWith("its link cannot be read: ").contains("symbolic link");
    }

    private static void age(Path file, String time) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse(time)));
    }

    /** The only broken tag; the good one next to it must have been read. */
    private BrokenTag broken() {
        ScanResult result = ScanResult.of(tree);
        assertThat(result.tags()).containsExactly("app:good=" + DIGEST);
        assertThat(result.problems()).isEmpty();
        assertThat(result.broken()).hasSize(1);
        return result.broken().getFirst();
    }
}
