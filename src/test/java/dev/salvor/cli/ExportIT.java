// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.salvor.lab.Command;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a process meets: kill -9, a full disk, a pipe without a reader, another user's files. */
class ExportIT {
    private static final int IMAGES = 12;

    @TempDir
    Path storage;

    @TempDir
    Path work;

    private Path target;

    @BeforeEach
    void write() {
        target = work.resolve("carried");
        StorageFixtures.write(storage, images -> {
            for (int i = 0; i < IMAGES; i++) {
                images.image("p/app", "v" + i, List.of(TestContent.random(i, 1 << 20), TestContent.layer(99, 3000)));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"dir", "oci"})
    void whatIsThereWhenItIsKilledIsWholeAndTheNextRunMendsTheRest(String layout) throws IOException {
        Program export = export(target, "--layout", layout, "--link", "copy");
        Program.Running running = export.start(work);
        Waiting.until("something that is written", () -> files(target, 3) ? Optional.of(true) : Optional.empty());
        running.signal("KILL");
        assertThat(running.end().exitCode()).isEqualTo(128 + 9);

        Program.Ended looked =
                Program.salvor("verify", target.toString(), "--content").run(work);
        assertThat(looked.out()).doesNotContain("damaged");
        assertThat(export(target, "--layout", layout, "--link", "copy")
                        .run(work)
                        .exitCode())
                .isZero();
        assertWhole(target);
        assertThat(staged(target)).isEmpty();
    }

    @Test
    void aTarHasItsNameWhenItIsWhole() throws IOException {
        Path tar = work.resolve("carried.tar");
        Program.Running running = archive(tar.toString()).start(work);
        running.signal("KILL");
        if (running.end().exitCode() != 0) {
            assertThat(tar).doesNotExist();
        }
        assertThat(archive(tar.toString()).run(work).exitCode()).isZero();
        assertWhole(tar);
        assertThat(work.resolve("carried.tar.part")).doesNotExist();
    }

    @Test
    void aPipeThatNobodyReadsAnyMoreEndsItWithALine() {
        Program.Ended ended = Program.startedBy(
                        List.of("bash", "-c", "\"$@\" | head -c 1000 > /dev/null; exit ${PIPESTATUS[0]}", "bash"))
                .andThen(archive("-"))
                .run(work);
        assertThat(ended.exitCode()).isEqualTo(ExitCode.NOT_DELIVERED);
        assertThat(ended.err()).containsIgnoringCase("broken pipe").doesNotContain("Exception", "\tat ");
    }

    @Test
    void theReportOfAPipedTarIsOnTheOtherStream() {
        Program.Ended ended = Program.startedBy(List.of("bash", "-o", "pipefail", "-c", "\"$@\" | tar t", "bash"))
                .andThen(archive("-").arguments("-o", "json"))
                .run(work);
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.out()).startsWith("oci-layout");
        assertThat(ended.err()).contains("\"bytesWritten\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dir", "oci"})
    void whereNoFileCanBeMadeAnyMoreWhatIsWholeStays(String layout) {
        // room there is, but for so many files only: nothing tells that before
        Program.Ended ended = onSmallDisk(
                "size=200m,nr_inodes=24", "\"$@\"; code=$?; cp -r \"$DIR/carried\" \"$COPY\"; exit $code", layout);
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(ExitCode.NOT_DELIVERED);
        assertThat(ended.out()).containsIgnoringCase("no space left");
        assertThat(ended.err()).doesNotContain("Exception");
        Program.Ended left =
                Program.salvor("verify", copy().toString(), "--content").run(work);
        assertThat(left.out()).as(left.err()).contains(" whole").doesNotContain("damaged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dir", "oci"})
    void whatHasNoRoomIsNotBegun(String layout) {
        Program.Ended ended =
                onSmallDisk("size=4m", "\"$@\"; code=$?; find \"$DIR/carried\" -size +64k; exit $code", layout);
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(ExitCode.NOT_DELIVERED);
        assertThat(ended.out()).contains("are free");
        assertThat(ended.out()).doesNotContain(work + "/disk/carried/");
    }

    /** A mount that only the script has. One image after another: of many at once perhaps none would be whole. */
    private Program.Ended onSmallDisk(String options, String script, String layout) {
        Path disk = work.resolve("disk");
        try {
            Files.createDirectory(disk);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String mount = "mount -t tmpfs -o " + options + " tmpfs \"$DIR\" || exit 98; ";
        List<String> start = List.of("unshare", "-m", "bash", "-c", mount + script, "bash");
        Program.Ended ended = Program.startedBy(start)
                .andThen(export(disk.resolve("carried"), "--layout", layout, "--jobs", "1"))
                .environment("DIR", disk.toString())
                .environment("COPY", copy().toString())
                .run(work);
        assumeTrue(ended.exitCode() != 98 && ended.exitCode() != 1, "nobody may mount here: " + ended.err());
        return ended;
    }

    private Path copy() {
        return work.resolve("copy");
    }

    /** fs.protected_hardlinks (proc(5)): only the owner, or who may write to a file, makes links to it. */
    @Test
    void whereTheKernelForbidsLinksToOthersFilesTheyAreCopiedAndThatIsSaidOnce() throws IOException {
        assumeTrue(Files.readString(Path.of("/proc/sys/fs/protected_hardlinks"))
                .strip()
                .equals("1"));
        assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "this takes two users");
        List<String> nobody = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        // the build may lie where only root can enter
        assumeTrue(
                Program.startedBy(nobody)
                                .andThen(Program.salvor("--version"))
                                .run(work)
                                .exitCode()
                        == 0,
                "another user cannot run what is built here");
        for (Path each : List.of(storage, work)) {
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        Program.Ended hard = Program.startedBy(nobody)
                .andThen(export(target, "--link", "hard"))
                .run(work);
        assumeTrue(!hard.err().contains("Permission denied") || hard.exitCode() == ExitCode.NOT_DELIVERED, hard.err());
        assertThat(hard.exitCode()).isEqualTo(ExitCode.NOT_DELIVERED);
        Program.Ended auto = Program.startedBy(nobody).andThen(export(target)).run(work);
        assertThat(auto.exitCode()).as(auto.err()).isZero();
        assertThat(auto.err().lines().filter(line -> line.contains("copied"))).hasSize(1);
        assertWhole(target);
    }

    private Program export(Path to, String... options) {
        List<String> all = new ArrayList<>(List.of("export", storage.toString(), to.toString()));
        all.addAll(Arrays.asList(options));
        return Program.salvor(all.toArray(String[]::new));
    }

    private Program archive(String to) {
        return Program.salvor("export", storage.toString(), "--layout", "oci", "--archive", to);
    }

    private void assertWhole(Path carried) {
        Program.Ended verified =
                Program.salvor("verify", carried.toString(), "--content").run(work);
        assertThat(verified.exitCode()).as(verified.out()).isZero();
        assertThat(verified.out()).contains(IMAGES + " images: " + IMAGES + " whole");
    }

    /** Whether there are so many files at least. */
    private static boolean files(Path directory, int least) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).limit(least).count() == least;
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /** What is only there while something is written. */
    private static List<String> staged(Path directory) throws IOException {
        Command found = Command.run(directory, "find", ".", "-name", ".salvor*.tmp");
        return found.output().lines().toList();
    }
}
