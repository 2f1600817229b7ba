// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.RegistryWalk;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only what the other side lacks is carried there, as it is typed. */
class CarryTest {
    @TempDir
    Path storage;

    @TempDir
    Path work;

    @TempDir
    Path there;

    @TempDir
    Path direct;

    private Path carried;
    private SortedMap<String, String> all;

    @BeforeEach
    void writeAStorage() {
        carried = work.resolve("carried");
        all = StorageFixtures.variety(storage);
    }

    /** README, "Only what the other side lacks". */
    @Test
    void whatTheListOfTheOtherSideLacksMakesTheSameRegistryThereAsADirectSync() throws IOException {
        try (RegistryProcess other = old(there);
                RegistryProcess straight = old(direct)) {
            Path have = listed(other.host());
            ended("0", "export", storage.toString(), carried.toString(), "--without", have.toString());
            ended("0", "sync", carried.toString(), other.host());
            ended("0", "sync", storage.toString(), straight.host());
            assertThat(RegistryWalk.tags(other.uri()))
                    .containsAllEntriesOf(all)
                    .isEqualTo(RegistryWalk.tags(straight.uri()));
        }
        assertThat(carried.resolve("devops/bmcx:1.1.0")).doesNotExist();
        assertThat(carried.resolve("devops/bmcx:1.2.0-SNAPSHOT")).isDirectory();
    }

    @Test
    void namesOfTheListAreThoseOfTheOtherSide() throws IOException {
        String[] names = {"--map", "^devops/=team/", "--project", "library", "--dest-prefix", "rescue"};
        try (RegistryProcess other = RegistryProcess.over(there).start();
                RegistryProcess straight = RegistryProcess.over(direct).start()) {
            ended("0", with(names, "sync", storage.toString(), other.host(), "--include", "devops/**"));
            Path have = listed(other.host());
            assertThat(have).content().contains("rescue/team/bmcx:1.1.0");
            ended("0", with(names, "export", storage.toString(), carried.toString(), "--without", have.toString()));
            ended("0", "sync", carried.toString(), other.host());
            ended("0", with(names, "sync", storage.toString(), straight.host()));
            assertThat(RegistryWalk.tags(other.uri())).isEqualTo(RegistryWalk.tags(straight.uri()));
        }
        assertThat(carried.resolve("rescue/library/solo:1.0")).isDirectory();
        assertThat(carried.resolve("rescue/team")).isDirectoryNotContaining("glob:**bmcx*");
    }

    @Test
    void aTagThatMovedIsCarriedIfTheListHasDigests() throws IOException {
        Path have = Files.writeString(
                work.resolve("have.txt"),
                all.entrySet().stream()
                        .map(image -> image.getKey() + "@"
                                + (image.getKey().equals("solo:1.0") ? all.get("devops/bmcx:1.1.0") : image.getValue()))
                        .collect(Collectors.joining("\n")));
        ended("0", "export", storage.toString(), carried.toString(), "--no-referrers", "--without", have.toString());
        assertThat(carried).isDirectoryContaining("glob:**/solo:1.0");
        try (Stream<Path> files = Files.walk(carried)) {
            assertThat(files.filter(file -> file.endsWith("manifest.json"))).hasSize(1);
        }
    }

    @Test
    void aRegistryThatCannotBeReachedEndsItBeforeAnyImageIsWritten() {
        ended("3", "export", storage.toString(), carried.toString(), "--for", "127.0.0.1:1");
        assertThat(carried).isDirectoryNotContaining("glob:**/[a-z]*");
    }

    /** README, "One layout, or one file": in parts, on media that are smaller. */
    @Test
    void whatWasSplitIsWholeAgainBehindCat() throws IOException, InterruptedException {
        Path tar = work.resolve("carried.tar");
        ended("0", "export", storage.toString(), "--layout", "oci", "--archive", tar.toString());
        Process split = new ProcessBuilder(
                        "sh", "-c", "split -b 20K carried.tar part. && rm carried.tar && cat part.* > carried.tar")
                .directory(work.toFile())
                .start();
        assertThat(split.waitFor()).isZero();
        assertThat(work).isDirectoryContaining("glob:**/part.ab");
        try (RegistryProcess other = RegistryProcess.over(there).start()) {
            ended("0", "sync", tar.toString(), other.host());
            assertThat(RegistryWalk.tags(other.uri())).containsAllEntriesOf(StorageWalk.tags(storage));
        }
    }

    /** One that has some of it, and a tag that has moved since. */
    private static RegistryProcess old(Path root) {
        RegistryProcess registry = RegistryProcess.over(root).start();
        TestImages images = new TestImages(registry.uri());
        images.image("devops/bmcx", "1.1.0", List.of(TestContent.layer(1, 3000), TestContent.layer(3, 3000)));
        images.ociImage("charts/app", "0.0.9", List.of(TestContent.layer(77, 300)));
        return registry;
    }

    /** {@code salvor tags REGISTRY > have.txt}. */
    private Path listed(String registry) throws IOException {
        ended("0", "tags", registry);
        return Files.move(work.resolve("out"), work.resolve("have.txt"));
    }

    private static String[] with(String[] options, String... line) {
        List<String> all = new ArrayList<>(List.of(line));
        all.addAll(List.of(options));
        return all.toArray(String[]::new);
    }

    private void ended(String exitCode, String... line) {
        PlainProcess.Told told = PlainProcess.run(work, List.of(), UnaryOperator.identity(), List.<String[]>of(line));
        assertThat(told.exitCodes()).as(String.join("\n", told.err())).containsExactly(exitCode);
    }
}
