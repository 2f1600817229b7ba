// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.salvor.Failure;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.ImageSource;
import dev.salvor.source.StoredBlob;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {
    private static final RepositoryName APP = new RepositoryName("devops/app");
    private static final Digest LAYER = Digest.of("layer".getBytes(StandardCharsets.UTF_8));

    @TempDir
    private Path temp;

    @TempDir
    private Path scratch;

    private final List<String> notices = new ArrayList<>();
    private Path packed;

    @BeforeEach
    void packALayout() throws IOException {
        LayoutFiles files = new LayoutFiles(temp.toRealPath().resolve("carried"));
        Digest image = files.pooled(".", "layer");
        files.index(".", new String[] {image.toString(), "devops/app:1"});
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(TarBytes.of(files.root()).ended());
        }
        packed = Files.write(temp.toRealPath().resolve("carried.tgz"), bytes.toByteArray());
    }

    @Test
    void aPlaceIsNeededForWhatIsCompressed() {
        Failure.Source failure =
                catchThrowableOfType(Failure.Source.class, () -> Layouts.open(packed, 4, Scratch.none()));

        assertThat(failure).hasMessageContaining("carried.tgz' is compressed");
    }

    @Test
    void messagesNameWhatWasGiven() {
        StoredBlob layer = open().blob(APP, LAYER);

        assertThat(notices).singleElement().asString().startsWith("unpacking " + packed + " to " + scratch);
        assertThat(layer)
                .isInstanceOfSatisfying(
                        StoredBlob.Present.class,
                        present -> assertThat(present.content().toString())
                                .isEqualTo(packed + ": blobs/sha256/" + LAYER.hex()));
    }

    @Test
    void whatAKilledRunLeftIsRemovedAndWhatAnotherUsesIsNot() throws IOException {
        Files.writeString(scratch.resolve("salvor-unpacked-1.tar"), "left");
        Files.writeString(scratch.resolve("salvor-unpacked-1.lock"), "");
        Files.writeString(scratch.resolve("mine.tar"), "mine");
        open();
        open();

        try (Stream<Path> files = Files.list(scratch)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.equals("mine.tar")))
                    .hasSize(4)
                    .doesNotContain("salvor-unpacked-1.tar", "salvor-unpacked-1.lock");
        }
        assertThat(scratch.resolve("mine.tar")).exists();
    }

    @Test
    void whatStandsBeforeACutIsRead() throws IOException {
        byte[] all = Files.readAllBytes(packed);
        Files.write(packed, Arrays.copyOf(all, all.length - 12));

        assertThat(open().tags().repository(APP, _ -> {})).isPresent();
        assertThat(notices).hasSize(2).last().asString().contains("cut or damaged");
    }

    @Test
    void aPlaceThatDoesNotExistIsNamed() {
        Path nowhere = temp.resolve("nowhere");

        Failure.Source failure = catchThrowableOfType(
                Failure.Source.class,
                () -> Layouts.open(packed, 4, new Scratch(Optional.of(nowhere), "", notices::add)));

        assertThat(failure).hasMessageContaining("cannot be unpacked in '" + nowhere + "'");
    }

    private ImageSource open() {
        return Layouts.open(packed, 4, new Scratch(Optional.of(scratch), "", notices::add));
    }
}
