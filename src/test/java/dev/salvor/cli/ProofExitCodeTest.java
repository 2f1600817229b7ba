// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How verify with a registry ends for the shell, what it takes, and what it writes. */
class ProofExitCodeTest {
    private static final byte[] LAYER = TestContent.layer(2, 5_000);
    private static final byte[] OTHER = TestContent.layer(3, 5_000);

    @TempDir
    Path storage;

    @TempDir
    Path target;

    @TempDir
    Path elsewhere;

    private RegistryProcess registry;

    @BeforeEach
    void write() {
        StorageFixtures.write(storage, images -> {
            images.image("p/app", "1", List.of(LAYER));
            images.image("q/app", "1", List.of(OTHER));
        });
        registry = RegistryProcess.over(target).start();
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private PlainProgram.Ended run(String command, String... options) {
        List<String> all = new ArrayList<>(List.of(command, storage.toString(), registry.host()));
        all.addAll(List.of(options));
        return PlainProgram.run(Map.of(), all.toArray(String[]::new));
    }

    private int verify(String... options) {
        return run("verify", options).exitCode();
    }

    @Test
    void zeroIfAllIsThereAndFourIfAnythingIsMissing() {
        assertThat(verify()).isEqualTo(ExitCode.NOT_DELIVERED);
        assertThat(run("sync", "--include", "p/**").exitCode()).isZero();
        assertThat(verify()).isEqualTo(ExitCode.NOT_DELIVERED);
        assertThat(verify("--include", "p/**")).isZero();
        assertThat(run("sync").exitCode()).isZero();
        assertThat(verify()).isZero();
        assertThat(verify("--content")).isZero();
        assertThat(verify(
                        "--content=both", "--resume", elsewhere.resolve("read").toString()))
                .isZero();
        assertThat(verify("--sample", "1")).isZero();
        assertThat(verify("--dest-prefix", "rescue")).isEqualTo(ExitCode.NOT_DELIVERED);
    }

    @Test
    void fourForAConflictThatASyncLeaves() {
        StorageFixtures.write(elsewhere, images -> images.image("p/app", "1", List.of(OTHER)));
        assertThat(PlainProgram.run(Map.of(), "sync", elsewhere.toString(), registry.host())
                        .exitCode())
                .isZero();
        assertThat(run("sync", "--compare", "digest").exitCode()).isZero();
        assertThat(verify()).isEqualTo(ExitCode.NOT_DELIVERED);
    }

    @Test
    void fiveIfOnlyTheStorageIsDamaged() throws IOException {
        StorageFiles files = new StorageFiles(storage);
        files.delete(files.data(LAYER));
        assertThat(run("sync").exitCode()).isEqualTo(ExitCode.SOURCE_DAMAGED);
        assertThat(verify()).isEqualTo(ExitCode.SOURCE_DAMAGED);
        Path list = Files.writeString(elsewhere.resolve("list"), "q/app:1\nq/app:9\n");
        assertThat(verify("--images", list.toString())).isEqualTo(ExitCode.SOURCE_DAMAGED);
        assertThat(verify("--include", "q/**")).isZero();
        assertThat(verify("--include", "q/**", "--dest-prefix", "rescue")).isEqualTo(ExitCode.NOT_DELIVERED);
    }

    /** Only whoever reads the storage can say that it is not the registry that lost these. */
    @Test
    void bytesThatAreWrongInTheStorageAreItsDamageIfItIsReadToo() throws IOException {
        byte[] flipped = LAYER.clone();
        flipped[100] ^= 1;
        Files.write(new StorageFiles(storage).data(LAYER), flipped);
        assertThat(run("sync").exitCode()).isEqualTo(ExitCode.SOURCE_DAMAGED);
        assertThat(verify()).isEqualTo(ExitCode.NOT_DELIVERED);
        assertThat(verify("--content")).isEqualTo(ExitCode.NOT_DELIVERED);
        assertThat(verify("--content=both")).isEqualTo(ExitCode.SOURCE_DAMAGED);
    }

    @Test
    void threeIfTheRegistryIsGone() {
        registry.stop();
        assertThat(verify("--tries", "1")).isEqualTo(ExitCode.REGISTRY);
    }

    @Test
    void repositoriesWithoutTagsCountAsInSync() {
        StorageFixtures.write(storage, images -> images.image("p/untagged", null, List.of(LAYER)));
        run("sync");
        assertThat(verify()).isEqualTo(ExitCode.NOT_DELIVERED);
        assertThat(verify("--ignore-untagged")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--map=a=b",
                "--project=p",
                "--dest-prefix=p",
                "--no-referrers",
                "--sample=3",
                "--report=/no/such",
                "--username=me",
                "--tls-verify=false",
                "--tries=2",
                "--req-per-sec=2"
            })
    void whatIsAboutARegistryTakesOne(String option) {
        PlainProgram.Ended ended = PlainProgram.run(Map.of(), "verify", storage.toString(), option);
        assertThat(ended.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err()).contains(option.split("=")[0] + " without REGISTRY", "salvor verify STORAGE REGISTRY");
    }

    @Test
    void theEnvironmentMayBeAboutARegistryWhereThereIsNone() {
        assertThat(PlainProgram.run(Map.of("SALVOR_PROJECT", "p"), "verify", storage.toString(), "-j", "2")
                        .exitCode())
                .isZero();
    }

    @Test
    void whatIsReadOfOneSideOnlyIsSaidSo() {
        PlainProgram.Ended both = PlainProgram.run(Map.of(), "verify", storage.toString(), "--content=both");
        assertThat(both.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(both.err()).contains("--content=both without REGISTRY");
        PlainProgram.Ended resume = run("verify", "--content", "--resume", "/no/such");
        assertThat(resume.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(resume.err()).contains("--content=both");
        assertThat(verify("--sample", "0")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aReportHasALineForEachImageAndASummary() throws IOException {
        run("sync", "--include", "p/**");
        Path report = elsewhere.resolve("report");
        assertThat(verify("--report", report.toString())).isEqualTo(ExitCode.NOT_DELIVERED);
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(report)) {
            lines.add(new ObjectMapper().readTree(line));
        }
        assertThat(lines).hasSize(3);
        assertThat(lines)
                .filteredOn(line -> line.path("type").asText().equals("image"))
                .extracting(line -> line.path("repository").asText() + " "
                        + line.path("verdict").asText())
                .containsExactlyInAnyOrder("p/app there", "q/app missing");
        assertThat(lines.getLast().at("/counts/missing").asInt()).isEqualTo(1);
        assertThat(verify(
                        "--report", storage.resolve("docker/registry/v2/report").toString()))
                .isEqualTo(ExitCode.USAGE);
    }
}
