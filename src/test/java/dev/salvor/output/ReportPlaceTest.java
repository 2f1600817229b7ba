// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a report may be written: to a regular file outside the storage, whatever leads to it. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReportPlaceTest {
    @TempDir
    Path temp;

    private Path root;
    private Path storage;
    private Path blob;

    @BeforeEach
    void makeDirectories() throws IOException {
        root = temp.toRealPath();
        storage = Files.createDirectories(root.resolve("storage"));
        blob = Files.writeString(Files.createDirectory(storage.resolve("blobs")).resolve("data"), "content");
        Files.createDirectory(root.resolve("out"));
    }

    @Test
    void noWayIntoTheStorageIsOpened() throws IOException {
        List<Path> ways = List.of(
                storage.resolve("report"),
                blob,
                root.resolve("out/../storage/report"),
                link("to-file", blob),
                link("to-nothing", storage.resolve("report")),
                link("relative", Path.of("storage/blobs/report")),
                link("over-link", link("first", storage.resolve("blobs/report"))),
                link("to-directory", storage).resolve("report"),
                link("to-below", storage.resolve("blobs")).resolve("../report"),
                Files.createLink(root.resolve("out/hard"), blob));
        for (Path way : ways) {
            assertThatThrownBy(() -> open(way))
                    .as(way.toString())
                    .isInstanceOf(Failure.Source.class)
                    .hasMessageContainingAll(way.toString(), "only read");
        }
        assertThat(storage).isDirectoryRecursivelyContaining(path -> path.equals(blob));
        assertThat(storage.resolve("report")).doesNotExist();
        assertThat(storage.resolve("blobs/report")).doesNotExist();
        assertThat(blob).hasContent("content");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            /               | it is a directory
            out             | it is a directory
            out/..          | it is a directory
            pipe            | it is not a regular file
            loop            | symbolic link
            nowhere/report  | there is no directory
            file/report     | ot a directory
            /proc/nope      | cannot write the report /proc/nope: no such file
            """)
    void whatCannotBeAReportIsSaidInOneLineWithAdvice(Path place, String words) throws Exception {
        Files.createFile(root.resolve("file"));
        link("loop", root.resolve("loop"));
        assertThat(new ProcessBuilder("mkfifo", root.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        assertIsRefused(root.resolve(place), words);
    }

    @Test
    void neitherNothingNorAHyphenNamesAFile() {
        assertIsRefused(Path.of(""), "--report is ''");
        assertIsRefused(Path.of("-"), "--report is '-'");
    }

    @Test
    void aLinkToAnotherPlaceIsFollowedAndAnOldReportIsReplaced() throws IOException {
        Path old = Files.writeString(root.resolve("out/old"), "of yesterday");
        open(link("to-old", old)).close();
        open(link("to-new", Path.of("out/new"))).close();
        open(link("sideways", root.resolve("out")).resolve("../plain")).close();
        assertThat(List.of(old, root.resolve("out/new"), root.resolve("plain")))
                .allSatisfy(file -> assertThat(file).isRegularFile().isEmptyFile());
    }

    private void assertIsRefused(Path place, String words) {
        assertThatThrownBy(() -> open(place)).isInstanceOfSatisfying(Failure.Source.class, failure -> {
            assertThat(failure.getMessage()).contains(words).hasLineCount(1);
            assertThat(failure.advice()).isNotEmpty();
        });
    }

    private ReportFile open(Path file) {
        return ReportFile.open(Optional.of(file), storage);
    }

    private Path link(String name, Path target) throws IOException {
        return Files.createSymbolicLink(root.resolve(name), target);
    }
}
