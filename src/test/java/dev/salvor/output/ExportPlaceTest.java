// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportPlaceTest {
    @TempDir
    Path volume;

    @TempDir
    Path elsewhere;

    private Path docker;

    @BeforeEach
    void makeTheStorage() throws IOException {
        volume = volume.toRealPath();
        docker = Files.createDirectories(volume.resolve("docker"));
    }

    @Test
    void nothingIsWrittenBelowDockerWhateverLeadsThere() throws IOException {
        Path link = Files.createSymbolicLink(elsewhere.resolve("link"), docker);
        for (Path place : new Path[] {docker, docker.resolve("new/carried"), link, link.resolve("carried")}) {
            assertThatThrownBy(() -> place(place).directory(true))
                    .isInstanceOf(Failure.Source.class)
                    .hasMessageContaining("in the storage");
        }
    }

    @Test
    void nothingIsWrittenOnTheSecondDiskOfTheStorage() throws IOException {
        Path disk = Files.createDirectories(elsewhere.resolve("disk/blobs"));
        Files.createSymbolicLink(docker.resolve("blobs"), disk);
        assertThatThrownBy(() -> place(disk.resolve("carried")).directory(true))
                .isInstanceOf(Failure.Source.class)
                .hasMessageContaining("in the storage");
        assertThatThrownBy(() -> place(disk.resolve("carried.tar")).file()).isInstanceOf(Failure.Source.class);
        assertThatThrownBy(() -> ReportPlace.of(disk.resolve("report"), docker).file())
                .isInstanceOf(Failure.Source.class)
                .hasMessageContaining("in the storage");
    }

    @Test
    void besideItOnTheVolumeOnlyWhatIsMeant() {
        assertThatThrownBy(() -> place(volume.resolve("carried")).directory(false))
                .isInstanceOf(Failure.Source.class)
                .hasMessageContaining("on the volume");
        assertThat(place(volume.resolve("carried")).directory(true))
                .isEqualTo(new ExportPlace.Allowed(volume.resolve("carried"), true));
    }

    @Test
    void elsewhereIsNoQuestion() throws IOException {
        assertThat(place(elsewhere.resolve("a/b")).directory(false))
                .isEqualTo(new ExportPlace.Allowed(elsewhere.toRealPath().resolve("a/b"), false));
    }

    @Test
    void aTarLiesNowhereOnTheVolume() {
        for (Path place : new Path[] {volume.resolve("carried.tar"), docker.resolve("carried.tar")}) {
            assertThatThrownBy(() -> place(place).file()).isInstanceOf(Failure.Source.class);
        }
        assertThat(place(elsewhere.resolve("carried.tar")).file().onVolume()).isFalse();
    }

    /** It could come to lie anywhere, also in the storage. */
    @Test
    void aLinkToNothingIsSaidToBeOne() throws IOException {
        Path link = Files.createSymbolicLink(elsewhere.resolve("link"), docker.resolve("new"));
        for (Path typed : new Path[] {link, link.resolve("below")}) {
            assertThatThrownBy(() -> place(typed).directory(true))
                    .isInstanceOf(Failure.Source.class)
                    .hasMessageContaining("symbolic link to what is not there");
        }
        assertThatThrownBy(() -> place(link).file()).isInstanceOf(Failure.Source.class);
    }

    @Test
    void aFileIsNoDirectory() throws IOException {
        Path file = Files.writeString(elsewhere.resolve("file"), "");
        assertThatThrownBy(() -> place(file).directory(false)).isInstanceOf(Failure.Source.class);
    }

    @Test
    void aTarDoesNotTakeThePlaceOfTheOneThatIsRead() throws IOException {
        Path tar = Files.writeString(elsewhere.resolve("carried.tar"), "");
        Path link = Files.createLink(elsewhere.resolve("same.tar"), tar);
        for (Path typed : new Path[] {tar, link}) {
            ExportPlace place = new ExportPlace(typed, tar.toRealPath(), Optional.empty(), List.of());
            assertThatThrownBy(place::file)
                    .isInstanceOf(Failure.Source.class)
                    .hasMessageContaining("is what is exported");
        }
    }

    private ExportPlace place(Path typed) {
        return new ExportPlace(typed, docker, Optional.of(volume), LinkedDisks.of(docker));
    }
}
