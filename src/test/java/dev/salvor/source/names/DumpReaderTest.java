// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import static dev.salvor.source.names.DumpText.A;
import static dev.salvor.source.names.DumpText.B;
import static dev.salvor.source.names.DumpText.artifacts;
import static dev.salvor.source.names.DumpText.lines;
import static dev.salvor.source.names.DumpText.read;
import static dev.salvor.source.names.DumpText.repositories;
import static dev.salvor.source.names.DumpText.table;
import static dev.salvor.source.names.DumpText.tags;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.Failure;
import dev.salvor.image.RepositoryName;
import dev.salvor.lab.RepeatedBytes;
import dev.salvor.source.SourceProblem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tags that a dump of Harbor's database has. */
class DumpReaderTest {

    @Test
    void theDumpOfAHarborGivesTheTagsThatHarborItselfGives() throws IOException {
        try (InputStream dump = DumpReaderTest.class.getResourceAsStream("/harbor215/dump.sql.xz");
                InputStream truth = DumpReaderTest.class.getResourceAsStream("/harbor215/tags.txt")) {
            TagList list = new TagListFile().read(dump, "dump.sql.xz");
            List<String> expected = new String(truth.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceFirst(" ", ":"))
                    .sorted()
                    .toList();
            assertThat(lines(list)).isEqualTo(expected);
            assertThat(list.isComplete()).isTrue();
            assertThat(list.problems()).isEmpty();
            assertThat(list.repository(new RepositoryName("library/solo005"))
                            .orElseThrow()
                            .tags())
                    .as("a deleted repository is known by the trash, and has no tag")
                    .isEmpty();
        }
    }

    @Test
    void columnsAreFoundByTheirNamesAndTablesInAnyOrder() {
        String text = DumpText.of(
                table("tag", "name, \"push_time\", artifact_id, repository_id", "v1\t2026-01-02 03:04:05\t7\t3"),
                table("repository", "description, name, repository_id", "\\N\tp/app\t3"),
                table("artifact", "digest, extra, id", A + "\t{\"a\": \"b\\\\tc\"}\t7"));
        assertThat(lines(read(text))).containsExactly("p/app:v1 " + A);
        assertThat(read(text)
                        .repository(new RepositoryName("p/app"))
                        .orElseThrow()
                        .tags())
                .allSatisfy(tag -> assertThat(tag.modified()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z")));
    }

    @Test
    void withoutTheTableOfRepositoriesTheArtifactNamesIts() {
        assertThat(lines(read(DumpText.of(artifacts("7\tp/app\t" + A), tags("1\t3\t7\tv1\t\\N")))))
                .containsExactly("p/app:v1 " + A);
    }

    @Test
    void eachDatabaseOfAClusterHasIdsOfItsOwn() {
        String other = DumpText.of(table("artifact", "id, title", "7\tsomething else"), table("users", "id", "1"));
        String all = "-- PostgreSQL database cluster dump\n\\connect other\n" + other + "\\connect registry\n"
                + DumpText.small() + "-- PostgreSQL database cluster dump complete\n";
        TagList list = read(all);
        assertThat(lines(list)).containsExactly("p/app:v1 " + A);
        assertThat(list.isComplete()).isTrue();
    }

    @Test
    void escapesOfCopyAreUndoneAndNamesThatNoRegistryTakesAreToldAndSkipped() {
        String text = DumpText.of(
                artifacts("7\tp/\\x61pp\t" + A, "8\tp/a\\tb\t" + B),
                repositories("3\tp/\\141pp", "4\tp/a\\tb\\\\c"),
                tags("1\t3\t7\tv\\061\t\\N", "2\t4\t8\tv2\t\\N", "3\t3\t7\t\\\\N\t\\N"));
        TagList list = read(text);
        assertThat(lines(list)).containsExactly("p/app:v1 " + A);
        assertThat(list.problems()).extracting(SourceProblem::kind).containsOnly(SourceProblem.Kind.SKIPPED);
        assertThat(list.problems())
                .extracting(SourceProblem::reason)
                .anyMatch(reason -> reason.contains("'\\N' is no tag"));
    }

    @Test
    void aTagWhoseArtifactIsNotInTheDumpIsTold() {
        assertThat(read(DumpText.of(artifacts("7\tp/app\t" + A), tags("1\t3\t9\tv1\t\\N")))
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.reason()).contains("tag 'v1'", "artifact 9"));
    }

    @Test
    void aTagWhoseRepositoryIsNotInTheDumpIsTold() {
        TagList list = read(DumpText.of(
                artifacts("7\t\\N\t" + A, "\\N\tp/app\t" + A), tags("1\t3\t7\tv1\t\\N", "2\t3\t7\t\\N\t\\N")));
        assertThat(list.tags()).isZero();
        assertThat(list.problems())
                .extracting(SourceProblem::reason)
                .satisfiesExactly(
                        reason -> assertThat(reason).contains("table artifact", "no id and digest"),
                        reason -> assertThat(reason).contains("table tag", "no artifact_id and name"),
                        reason -> assertThat(reason).contains("tag 'v1' is of a repository that is not in the dump"));
    }

    @Test
    void aLineOfAnyLengthTakesNoMemoryAndHidesOnlyItself() {
        String huge = "8\tp/app\t" + B + "\t" + "x".repeat(3 * Lines.LONGEST);
        String hidden = "x".repeat(3 * Lines.LONGEST) + "\t9";
        TagList list = read(DumpText.of(
                table("artifact", "id, repository_name, digest, annotations", huge),
                table("repository", "name, repository_id", hidden),
                tags("1\t3\t8\tv1\t\\N")));
        assertThat(lines(list)).containsExactly("p/app:v1 " + B);
        assertThat(list.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.reason()).contains("longer than"));
    }

    @Test
    void aGigabyteOfOneLineIsReadInConstantMemory() {
        String dump = DumpText.of(
                table("artifact", "id, repository_name, digest, extra_attrs", "7\tp/app\t" + A + "\tX"),
                tags("1\t3\t7\tv1\t\\N"));
        int at = dump.indexOf("\tX\n") + 1;
        InputStream in = new SequenceInputStream(
                new SequenceInputStream(bytes(dump.substring(0, at)), new RepeatedBytes('x', 1L << 30)),
                bytes(dump.substring(at)));
        TagList list = new TagListFile().read(in, "dump.sql");
        assertThat(lines(list)).containsExactly("p/app:v1 " + A);
        assertThat(list.problems()).isEmpty();
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aTableOfOneOfHarborsNamesButWithOtherColumnsIsAnotherOne() {
        assertThatThrownBy(() ->
                        read(DumpText.of(table("artifact", "id, title", "7\tx"), table("tag", "id, label", "1\tx"))))
                .hasMessageContaining("without Harbor's tables artifact and tag");
    }

    @Test
    void aDumpWithARowThatCannotBeReadProvesNoDeletion() {
        TagList list = read(DumpText.of(
                artifacts("7\tp/app\t" + A, "8\tp/app\tsha256:12"), tags("1\t3\t7\tv1\t\\N", "2\t3\t8\tv2\t\\N")));
        assertThat(lines(list)).containsExactly("p/app:v1 " + A);
        assertThat(list.isComplete()).isFalse();
        assertThat(list.problems())
                .extracting(SourceProblem::reason)
                .anyMatch(reason -> reason.contains("'sha256:12' is no digest"))
                .anyMatch(reason -> reason.contains("'v2' is of artifact 8"));
    }

    @Test
    void eachOfManyArtifactsIsFoundByItsId() {
        int many = 5000;
        String[] artifacts = new String[many];
        String[] tags = new String[many];
        for (int i = 0; i < many; i++) {
            long id = (1L << 40) - 7919L * i;
            artifacts[i] = id + "\tp/app\tsha256:" + "%064x".formatted(i);
            tags[many - 1 - i] = i + "\t3\t" + id + "\tv" + i + "\t\\N";
        }
        assertThat(read(DumpText.of(artifacts(artifacts), tags(tags)))
                        .repository(new RepositoryName("p/app"))
                        .orElseThrow()
                        .tags())
                .hasSize(many)
                .allSatisfy(tag -> assertThat(tag.digest().hex())
                        .isEqualTo("%064x"
                                .formatted(Integer.parseInt(tag.tag().value().substring(1)))));
    }

    @Test
    void theLaterOfTwoDigestsIsUsedWhereBothHaveATime() {
        String artifacts = artifacts("7\tp/app\t" + A, "8\tp/app\t" + B);
        TagList dated = read(
                DumpText.of(artifacts, tags("1\t3\t7\tv1\t2026-01-02 03:04:05", "2\t3\t8\tv1\t2026-01-02 03:04:06")));
        assertThat(lines(dated)).containsExactly("p/app:v1 " + B);
        TagList undated = read(DumpText.of(artifacts, tags("1\t3\t7\tv1\t\\N", "2\t3\t8\tv1\t\\N")));
        assertThat(lines(undated)).isEmpty();
        assertThat(undated.repository(new RepositoryName("p/app")).orElseThrow().broken())
                .singleElement()
                .satisfies(tag -> assertThat(tag.reason()).contains(A, B));
    }

    @Test
    void aDumpOfSomethingElseIsNamedByItsTables() {
        assertThatThrownBy(() -> read(DumpText.of(table("users", "id", "1"), artifacts("7\tp/app\t" + A))))
                .isInstanceOf(Failure.Source.class)
                .hasMessageContaining("without Harbor's table tag; it has: artifact, users");
        assertThatThrownBy(() -> read(DumpText.of("INSERT INTO public.tag VALUES (1, 3, 7, 'v1');")))
                .isInstanceOf(Failure.Source.class)
                .hasMessageContaining("INSERT");
        assertThatThrownBy(() -> read(DumpText.of()))
                .isInstanceOf(Failure.Source.class)
                .hasMessageContaining("without rows");
    }
}
