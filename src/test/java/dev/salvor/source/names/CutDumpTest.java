// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import static dev.salvor.source.names.DumpText.A;
import static dev.salvor.source.names.DumpText.B;
import static dev.salvor.source.names.DumpText.artifacts;
import static dev.salvor.source.names.DumpText.lines;
import static dev.salvor.source.names.DumpText.read;
import static dev.salvor.source.names.DumpText.table;
import static dev.salvor.source.names.DumpText.tags;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.SourceProblem;
import org.junit.jupiter.api.Test;

/** A dump that ends in the middle: a full disk, a connection that broke. */
class CutDumpTest {
    @Test
    void ofADumpThatIsCutWhatIsWholeIsTakenAndItProvesNoDeletion() {
        String whole = DumpText.of(artifacts("7\tp/app\t" + A), tags("1\t3\t7\tv1\t\\N", "2\t3\t7\tv2-and-more\t\\N"));
        TagList list = read(whole.substring(0, whole.indexOf("-and-more")));
        assertThat(lines(list)).containsExactly("p/app:v1 " + A);
        assertThat(list.isComplete()).isFalse();
        assertThat(list.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(SourceProblem.Kind.UNREADABLE);
            assertThat(problem.reason()).contains("ends in the middle of table tag");
        });
    }

    @Test
    void aDumpThatIsCutBehindItsTrashStillSaysWhatWasDeleted() {
        String trash = table("artifact_trash", "id, repository_name, digest", "1\tp/app\t" + B, "2\tp/app\t" + A);
        String whole = DumpText.of(artifacts("7\tp/app\t" + A), trash, tags("1\t3\t7\tv1\t\\N", "2\t3\t7\tv2\t\\N"));
        RepositoryName name = new RepositoryName("p/app");
        assertThat(read(whole).lacksDeleted()).isFalse();
        TagList cut = read(whole.substring(0, whole.indexOf("v2")));
        assertThat(cut.lacksDeleted()).isFalse();
        assertThat(cut.known(name)).hasValueSatisfying(known -> {
            assertThat(known.isDeleted(Digest.parse(B))).isTrue();
            assertThat(known.isDeleted(Digest.parse(A))).as("pushed again").isFalse();
            assertThat(known.isLate(Digest.parse("sha256:" + "c".repeat(64)))).isFalse();
        });
    }

    @Test
    void aDumpThatIsCutInItsTrashOrHasNoneSaysThatDeletionsAreNotKnown() {
        String trash = table("artifact_trash", "id, repository_name, digest", "1\tp/app\t" + B, "2\tp/app\tcut");
        String whole = DumpText.of(artifacts("7\tp/app\t" + A), trash);
        TagList cut = read(whole.substring(0, whole.indexOf("cut")));
        assertThat(cut.lacksDeleted()).isTrue();
        assertThat(cut.known(new RepositoryName("p/app")))
                .as("what was read of it counts")
                .hasValueSatisfying(
                        known -> assertThat(known.isDeleted(Digest.parse(B))).isTrue());
        assertThat(cut.problems())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.reason()).endsWith("and what was deleted on purpose is not all known"));
        assertThat(read(DumpText.small()).lacksDeleted()).isTrue();
        assertThat(read("p/app,v1," + A + "\n").lacksDeleted()).isFalse();
    }

    @Test
    void whereItsArtifactsAreCutNobodyKnowsWhetherSomethingWasPushedAgain() {
        String text = DumpText.of(
                table("artifact_trash", "id, repository_name, digest", "1\tp/app\t" + B),
                artifacts("7\tp/app\t" + A, "8\tp/app\t" + B));
        TagList cut = read(text.substring(0, text.indexOf("8\tp/app")));
        assertThat(cut.lacksDeleted()).isTrue();
        assertThat(cut.known(new RepositoryName("p/app"))).isEmpty();
    }

    @Test
    void aDumpThatIsCutBeforeItsTagsHasNoneAndSaysSo() {
        String whole =
                DumpText.of(artifacts("7\tp/app\t" + A), table("audit_log", "id", "1"), tags("1\t3\t7\tv1\t\\N"));
        TagList list = read(whole.substring(0, whole.indexOf("1\n\\.")));
        assertThat(list.tags()).isZero();
        assertThat(list.isComplete()).isFalse();
        assertThat(list.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.reason()).contains("in the middle of table audit_log"));
    }
}
