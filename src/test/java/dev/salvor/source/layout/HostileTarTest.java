// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.StoredBlob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tars that nobody made to carry images. */
class HostileTarTest {
    private static final RepositoryName APP = new RepositoryName("devops/app");
    private static final Digest LAYER = Digest.of("layer".getBytes(StandardCharsets.UTF_8));
    private static final String POOL = "blobs/sha256/";

    @TempDir
    private Path temp;

    private LayoutFiles files;
    private Path tar;

    @BeforeEach
    void makeALayout() throws IOException {
        files = new LayoutFiles(temp.toRealPath().resolve("carried"));
        files.index(".", new String[] {files.pooled(".", "layer").toString(), "devops/app:1"});
        tar = temp.toRealPath().resolve("carried.tar");
    }

    @ParameterizedTest
    @CsvSource({
        "/etc/passwd,           '',             leads out of it",
        "../../etc/passwd,      '',             leads out of it",
        "a/../../etc/passwd,    '',             leads out of it"
    })
    void namesThatLeadOutOfItAreTold(String name, String target, String reason) throws IOException {
        Files.write(tar, TarBytes.of(files.root()).entry(name, '0', 0, target).ended());

        LayoutScan scan = LayoutScan.of(tar);

        assertThat(scan.names()).hasSize(1);
        assertThat(scan.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(SourceProblem.Kind.SKIPPED);
            assertThat(problem.reason()).contains("'" + name + "'", reason);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "2, /etc/passwd,            a link leads out of the tar",
        "2, ../../../etc/passwd,    a link leads out of the tar",
        "1, ../etc/passwd,          a link leads out of the tar",
        "2, SELF,                   a symbolic link that leads back",
        "3, '',                     not a regular file",
        "6, '',                     not a regular file",
        "S, '',                     not a regular file"
    })
    void whatIsNoFileInTheTarIsNotRead(char type, String target, String reason) throws IOException {
        Files.delete(files.root().resolve(POOL + LAYER.hex()));
        Files.write(
                tar,
                TarBytes.of(files.root())
                        .entry(POOL + LAYER.hex(), type, 0, target.replace("SELF", LAYER.hex()))
                        .ended());

        assertThat(LayoutScan.of(tar).source().blob(APP, LAYER))
                .isInstanceOfSatisfying(StoredBlob.Unreadable.class, unreadable -> {
                    assertThat(unreadable.file()).hasToString(tar + ": " + POOL + LAYER.hex());
                    assertThat(unreadable.reason()).contains(reason);
                });
    }

    @Test
    void headersWithNumbersBeyondAllBoundsEndIt() throws IOException {
        byte[] bytes = TarBytes.of(files.root()).entry("x", '0', 0, "").ended();
        int header = bytes.length - 3 * 512;
        for (int i = 124; i < 136; i++) {
            bytes[header + i] = (byte) 0xff;
        }
        sum(bytes, header);
        Files.write(tar, bytes);

        assertThat(LayoutScan.of(tar).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.reason()).contains("beyond all bounds"));
    }

    @Test
    void aLongNameBeyondAllBoundsEndsIt() throws IOException {
        Files.write(tar, TarBytes.of(files.root()).entry("x", 'L', 1 << 30, "").ended());

        assertThat(LayoutScan.of(tar).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.reason()).contains("1073741824 bytes more"));
    }

    private static void sum(byte[] bytes, int header) {
        Arrays.fill(bytes, header + 148, header + 156, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += bytes[header + i] & 0xff;
        }
        byte[] text = String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, bytes, header + 148, text.length);
    }
}
