// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tag without a digest is told with the file that is at fault, and since when. */
class LinkFaultTest {
    private static final Instant THEN = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path root;

    private Path link;

    @BeforeEach
    void write() {
        StorageFixtures.write(root, images -> {
            images.image("p/app", "1", List.of(TestContent.layer(1, 500)));
            images.image("p/app", "2", List.of(TestContent.layer(2, 500)));
        });
        link = new StorageFiles(root).link("p/app", "1");
    }

    private Fault.OfLink fault() {
        return (Fault.OfLink)
                VerifyRun.verdict(VerifyRun.quick(root), "p/app:1").faults().getFirst();
    }

    @Test
    void whatIsGarbledIsSoSinceItWasWritten() throws IOException {
        Files.writeString(link, "nothing of the kind");
        Trees.delete(link.getParent().resolveSibling("index"));
        Files.setLastModifiedTime(link, FileTime.from(THEN));
        assertThat(fault().file()).contains(link.toRealPath());
        assertThat(fault().since()).contains(THEN);
    }

    @Test
    void whatIsMissingIsSoSinceItsDirectoryChanged() throws IOException {
        Path expected = link.toRealPath();
        Files.delete(link);
        Files.setLastModifiedTime(link.getParent(), FileTime.from(THEN));
        assertThat(fault().file()).contains(expected);
        assertThat(fault().since()).isEqualTo(Optional.of(THEN));
    }
}
