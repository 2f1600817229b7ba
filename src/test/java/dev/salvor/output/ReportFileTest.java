// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import static dev.salvor.operation.SampleReports.digest;
import static dev.salvor.operation.SampleReports.name;
import static dev.salvor.operation.SampleReports.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.Failure;
import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.outcome.ImageResult;
import dev.salvor.outcome.Outcome;
import dev.salvor.source.SourceProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
    @TempDir
    Path temp;

    private Path storage;
    private Path file;

    @BeforeEach
    void makeDirectories() throws IOException {
        storage = Files.createDirectories(temp.toRealPath().resolve("storage"));
        file = temp.toRealPath().resolve("report.jsonl");
    }

    @Test
    void eachImageIsALineAsSoonAsItIsKnownAndTheSummaryComesLast() throws IOException {
        try (ReportFile report = ReportFile.open(Optional.of(file), storage)) {
            report.accept(result("p/a:1", new Outcome.Pushed()));
            assertThat(Files.readString(file))
                    .isEqualTo(
                            "{\"type\":\"image\",\"repository\":\"p/a\",\"tag\":\"1\",\"digest\":\"" + digest("p/a:1")
                                    + "\",\"source\":\"disk\",\"outcome\":\"pushed\",\"reason\":\"pushed\",\"detail\":\"\"}\n");

            report.accept(new ImageResult(
                    name("p/a:2"),
                    Optional.empty(),
                    Optional.empty(),
                    new Outcome.Damaged("its link is empty\u009b\n")));
            assertThat(Files.readAllLines(file)).hasSize(2).last().asString().contains("\"digest\":null", "\\u009b\\n");

            report.finish(Json.object().put("interrupted", false));
        }
        assertThat(Files.readAllLines(file))
                .hasSize(3)
                .last()
                .isEqualTo("{\"type\":\"summary\",\"interrupted\":false}");
    }

    @Test
    void whatGoesByItsDigestWasNamedByNobody() throws IOException {
        Digest digest = digest("p/a:1");
        ImageName name = new ImageName(new RepositoryName("p/a"), digest);
        try (ReportFile report = ReportFile.open(Optional.of(file), storage)) {
            report.accept(new ImageResult(name, Optional.empty(), Optional.of(digest), new Outcome.Pushed()));
        }
        assertThat(Files.readString(file)).contains("\"tag\":null", "\"source\":\"digest\"");
    }

    @Test
    void whatIsWrongWithTheStorageIsALineEach() throws IOException {
        try (ReportFile report = ReportFile.open(Optional.of(file), storage)) {
            report.problems(List.of(
                    SourceProblem.skipped(Path.of("/s/UPPER"), "no repository can have this name, skipped"),
                    SourceProblem.unreadable(Path.of("/s/m"), "permission denied")));
        }
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "{\"type\":\"problem\",\"path\":\"/s/UPPER\",\"kind\":\"skipped\",\"reason\":\"no repository can have"
                                + " this name, skipped\",\"where\":\"storage\"}",
                        "{\"type\":\"problem\",\"path\":\"/s/m\",\"kind\":\"unreadable\",\"reason\":\"permission denied\",\"where\":\"storage\"}");
    }

    @Test
    void theNameOnTheTargetIsThereIfItIsAnother() throws IOException {
        try (ReportFile report = ReportFile.open(Optional.of(file), storage)) {
            report.accept(pushed("old/a:1", Optional.of(new RepositoryName("new/a"))));
            report.accept(pushed("p/a:1", Optional.of(new RepositoryName("p/a"))));
            report.accept(pushed("q/a:1", Optional.empty()));
        }
        assertThat(Files.readAllLines(file))
                .satisfiesExactly(
                        renamed -> assertThat(renamed).endsWith(",\"detail\":\"\",\"target\":\"new/a\"}"),
                        same -> assertThat(same).endsWith(",\"detail\":\"\"}"),
                        illegal -> assertThat(illegal).endsWith(",\"detail\":\"\"}"));
    }

    private static ImageResult pushed(String name, Optional<RepositoryName> target) {
        return new ImageResult(name(name), target, Optional.empty(), new Outcome.Pushed());
    }

    @Test
    void whatWasNotTriedIsSpelledAsInTheSummary() throws IOException {
        try (ReportFile report = ReportFile.open(Optional.of(file), storage)) {
            report.accept(result("p/a:1", new Outcome.NotTried(new Outcome.Why.Interrupted())));
        }
        assertThat(Files.readString(file)).contains("\"outcome\":\"notTried\"");
    }

    @Test
    void refusesToLieInTheStorageAlsoThroughASymbolicLink() throws IOException {
        Path link = Files.createSymbolicLink(temp.resolve("link"), storage);
        for (Path inside : new Path[] {storage.resolve("report"), link.resolve("report")}) {
            assertThatThrownBy(() -> ReportFile.open(Optional.of(inside), storage))
                    .isInstanceOf(Failure.Source.class)
                    .hasMessageContaining(inside.toString());
        }
        assertThat(storage).isEmptyDirectory();
    }

    @Test
    void aDirectoryThatIsNotThereIsSaidBeforeAnythingIsPushed() {
        Path nowhere = temp.resolve("nowhere/report");
        assertThatThrownBy(() -> ReportFile.open(Optional.of(nowhere), storage))
                .isInstanceOf(Failure.Source.class)
                .hasMessageContaining(nowhere.toString());
    }

    @Test
    void withoutAFileNothingIsWritten() throws IOException {
        try (ReportFile report = ReportFile.open(Optional.empty(), storage)) {
            report.accept(result("p/a:1", new Outcome.Pushed()));
        }
        assertThat(temp).isDirectoryNotContaining(path -> Files.isRegularFile(path));
    }
}
