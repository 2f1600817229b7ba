// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import static dev.salvor.source.names.DumpText.A;
import static dev.salvor.source.names.DumpText.B;
import static dev.salvor.source.names.DumpText.lines;
import static dev.salvor.source.names.DumpText.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.Failure;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.SourceProblem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** What a list is, is recognised by its content. */
class TagListFileTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p/app,v1,A\np/app,v2,B\n",
                "p/app\tv1\tA\r\np/app\tv2\tB\r\n",
                "repository,tag,digest\np/app,v1,A\np/app,v2,B",
                "\uFEFFDigest;Tag;Repository\nA;v1;p/app\nB;v2;p/app\n",
                "# names\n\n  p/app  , v1, A  \n\"p/app\",\"v2\",\"B\"\n",
                "p/app v1 A\np/app   v2   B\n",
            })
    void tablesOfAnyUsualForm(String table) {
        String text = table.replace("A", A).replace("B", B);
        TagList list = read(text);
        assertThat(lines(list)).containsExactly("p/app:v1 " + A, "p/app:v2 " + B);
        assertThat(list.isComplete()).isFalse();
        assertThat(list.problems()).isEmpty();
    }

    @Test
    void aLineThatIsNoneIsToldAndTheOthersCount() {
        TagList list = read("p/app,v1," + A + "\nP/App,v1," + A + "\np/app,v 2," + A + "\np/app,v3,sha256:12\np/app\n");
        assertThat(lines(list)).containsExactly("p/app:v1 " + A);
        assertThat(list.problems())
                .extracting(SourceProblem::reason)
                .satisfiesExactly(
                        reason -> assertThat(reason).contains("line 2", "'P/App'"),
                        reason -> assertThat(reason).contains("line 3", "'v 2'"),
                        reason -> assertThat(reason).contains("line 4", "'sha256:12'"),
                        reason -> assertThat(reason).contains("line 5"));
    }

    @Test
    void aColumnMayHoldWhatSeparatesColumnsAndABrokenLineCostsNoOther() {
        TagList list = read("note,tag,digest,repository\n\"first, \"\"best\"\"\",v1," + A + ",p/app\n\"open,v2," + B
                + ",p/app\n" + "\"closed\"x,v2," + B + ",p/app\n,v3," + B + ",p/app\n");
        assertThat(lines(list)).containsExactly("p/app:v1 " + A, "p/app:v3 " + B);
        assertThat(list.problems())
                .extracting(SourceProblem::reason)
                .satisfiesExactly(
                        reason -> assertThat(reason).startsWith("line 3 cannot be read: "),
                        reason -> assertThat(reason).startsWith("line 4 cannot be read: "));
    }

    @Test
    void ofATagWithTwoDigestsTheLaterPushCountsIfTheHeaderSaysWhenThatWas() {
        TagList list = read("repository,tag,digest,push_time\np/app,v1," + A + ",2026-01-02 03:04:05.123456\np/app,v1,"
                + B + ",2026-01-02T03:04:06+01:00\np/app,v2," + A + ",2026-01-02 03:04:05+00\np/app,v2," + B + ",\n");
        assertThat(lines(list)).containsExactly("p/app:v1 " + A);
        ScannedTag tag = list.repository(new RepositoryName("p/app"))
                .orElseThrow()
                .tags()
                .getFirst();
        assertThat(tag.modified()).isEqualTo(Instant.parse("2026-01-02T03:04:05.123456Z"));
        assertThat(list.repository(new RepositoryName("p/app")).orElseThrow().broken())
                .as("not both of v2 have a time")
                .hasSize(1);
        assertThat(read("repository,tag,digest,push_time\np/app,v1," + A + ",yesterday\n")
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.reason()).startsWith("line 2: 'yesterday' is no time"));
    }

    @Test
    void oneTagWithTwoDigestsIsNone() {
        TagList list = read("p/app,v1," + A + "\np/app,v1," + B + "\np/app,v2," + A + "\np/app,v2," + A + "\n");
        assertThat(lines(list)).containsExactly("p/app:v2 " + A);
        assertThat(list.repository(new RepositoryName("p/app")).orElseThrow().broken())
                .singleElement()
                .satisfies(tag -> assertThat(tag.reason()).contains(A, B));
    }

    @Test
    void whatIsPackedIsUnpackedAndABomAndCarriageReturnsAreNoHindrance() throws IOException {
        byte[] plain = ("\uFEFF" + DumpText.small().replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_8);
        byte[] gzip = packed(plain, GZIPOutputStream::new);
        byte[] xz = packed(plain, out -> new XZOutputStream(out, new LZMA2Options()));
        for (byte[] bytes : new byte[][] {plain, gzip, xz, packed(xz, GZIPOutputStream::new)}) {
            TagList list = read(bytes);
            assertThat(lines(list)).containsExactly("p/app:v1 " + A);
            assertThat(list.isComplete()).isTrue();
        }
    }

    @Test
    void textInWhichNoLineIsATagIsNoTable() {
        assertThatThrownBy(() -> DumpText.read(
                        "# Title\nsome words here\nrepository and tag, or a digest: sha256:no\nNot a name, y, "
                                + DumpText.A + "\n"))
                .isInstanceOf(Failure.Source.class)
                .hasMessageContaining("is no list of names");
    }

    @Test
    void whatXzPackedAndIsCutIsSaidToBeCut() throws IOException {
        byte[] xz = packed(
                DumpText.small().getBytes(StandardCharsets.UTF_8), out -> new XZOutputStream(out, new LZMA2Options(1)));
        assertThatThrownBy(() -> read(Arrays.copyOf(xz, 20)))
                .isInstanceOf(Failure.Source.class)
                .hasMessageContaining("it is cut");
    }

    @Test
    void whatZstdPackedIsUnpackedAndOfACutOneWhatIsWholeIsTaken() throws IOException {
        try (InputStream in = TagListFileTest.class.getResourceAsStream("/zstd/dump.3.zst")) {
            byte[] zstd = in.readAllBytes();
            TagList list = read(zstd);
            assertThat(list.tags()).isEqualTo(36);
            assertThat(list.isComplete()).isTrue();
            TagList cut = read(Arrays.copyOf(zstd, zstd.length - 100));
            assertThat(cut.isComplete()).isFalse();
            assertThat(cut.problems())
                    .anySatisfy(
                            problem -> assertThat(problem.reason()).contains("zstd: it is cut", "tags may be missing"));
        }
    }

    @Test
    void aPackedFileThatIsCutGivesWhatIsWhole() throws IOException {
        String rows = "p/app,v1," + A + "\n";
        StringBuilder text = new StringBuilder(rows);
        for (int i = 0; i < 20_000; i++) {
            text.append("p/app,w")
                    .append(i)
                    .append(',')
                    .append("sha256:")
                    .append("%064x".formatted(i * 7919L))
                    .append('\n');
        }
        byte[] gzip = packed(text.toString().getBytes(StandardCharsets.UTF_8), GZIPOutputStream::new);
        TagList list = read(Arrays.copyOf(gzip, gzip.length - 1000));
        assertThat(lines(list)).contains("p/app:v1 " + A);
        assertThat(list.problems()).anySatisfy(problem -> {
            assertThat(problem.kind()).isEqualTo(SourceProblem.Kind.UNREADABLE);
            assertThat(problem.reason()).contains("cannot be read beyond line");
        });
    }

    @Test
    void whatNeedsAnotherToolFirstIsToldWhich() throws IOException {
        assertThatThrownBy(() -> read("PGDMP\u0001\u000e"))
                .satisfies(e -> assertThat(advice(e)).contains("pg_restore -f -"));
        Path data = Files.createDirectories(directory.resolve("database/pg15"));
        Files.createDirectories(data.resolve("base/16384"));
        Files.writeString(data.resolve("PG_VERSION"), "15\n");
        Files.writeString(data.resolve("base/16384/PG_VERSION"), "15\n");
        for (Path given : new Path[] {directory, data}) {
            assertThatThrownBy(() -> new TagListFile().read(given))
                    .hasMessageContaining("'" + data + "' is the directory of a PostgreSQL 15")
                    .satisfies(e -> assertThat(advice(e)).contains("postgres:15", "pg_dump -U postgres registry"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "hello\nworld\n", "\u0000\u0001\u0002"})
    void somethingElseIsRefused(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(Failure.Source.class)
                .hasMessageContaining("is no list of names");
    }

    private static String advice(Throwable thrown) {
        return ((Failure) thrown).advice();
    }

    private interface Packer {
        OutputStream pack(OutputStream out) throws IOException;
    }

    private static byte[] packed(byte[] plain, Packer packer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = packer.pack(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }
}
