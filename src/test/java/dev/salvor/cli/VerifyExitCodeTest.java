// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How verify ends for the shell, and what it takes. */
class VerifyExitCodeTest {
    private static final byte[] LAYER = TestContent.layer(2, 5_000);

    @TempDir
    Path storage;

    @TempDir
    Path elsewhere;

    private StorageFiles files;

    @BeforeEach
    void write() {
        StorageFixtures.write(storage, images -> {
            images.image("p/app", "1", List.of(TestContent.layer(1, 3_000)));
            images.image("p/app", "2", List.of(LAYER));
        });
        files = new StorageFiles(storage);
    }

    private PlainProgram.Ended verify(String... options) {
        String[] all = new String[options.length + 2];
        all[0] = "verify";
        all[1] = storage.toString();
        System.arraycopy(options, 0, all, 2, options.length);
        return PlainProgram.run(Map.of(), all);
    }

    @Test
    void nothingIsWrong() {
        assertThat(verify().exitCode()).isZero();
        assertThat(verify("--content", "-j", "1", "-o", "json").exitCode()).isZero();
    }

    @Test
    void somethingIsNotWhole() {
        files.delete(files.data(LAYER));
        assertThat(verify().exitCode()).isEqualTo(ExitCode.SOURCE_DAMAGED);
        assertThat(verify("--include", "p/app:1").exitCode()).isZero();
    }

    @Test
    void anImageOfTheListIsNotThere() throws IOException {
        Path list = Files.writeString(elsewhere.resolve("list"), "p/app:1\np/app:3\n");
        assertThat(verify("--images", list.toString()).exitCode()).isEqualTo(ExitCode.SOURCE_DAMAGED);
    }

    @Test
    void repositoriesWithoutTagsCountAsInScan() {
        StorageFixtures.write(storage, images -> images.image("p/untagged", null, List.of(LAYER)));
        assertThat(verify().exitCode()).isEqualTo(ExitCode.NOT_DELIVERED);
        assertThat(verify("--ignore-untagged").exitCode()).isZero();
    }

    @Test
    void theRecordLiesOutsideOfTheStorage() {
        Path inside = storage.resolve("docker/registry/v2/read");
        PlainProgram.Ended ended = verify("--content", "--resume", inside.toString());
        assertThat(ended.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err()).contains("the record " + inside + " would lie in the storage, which is only read");
        assertThat(inside).doesNotExist();
        assertThat(verify("--content", "--resume", elsewhere.resolve("read").toString())
                        .exitCode())
                .isZero();
    }

    @Test
    void toResumeTakesContent() {
        PlainProgram.Ended ended = verify("--resume", "/no/such");
        assertThat(ended.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err()).contains("--resume /no/such", "--content");
    }
}
