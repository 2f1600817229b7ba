// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.Failure;
import dev.salvor.export.ArchiveFile;
import dev.salvor.export.ArchiveLayout;
import dev.salvor.export.DirLayout;
import dev.salvor.export.Layout;
import dev.salvor.export.LinkMode;
import dev.salvor.export.Packing;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.Skopeo;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestContent;
import dev.salvor.outcome.Tally.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where an export may be written to, and what it finds there. */
class ExportDirectoryTest {
    private static final List<byte[]> LAYERS = List.of(TestContent.layer(1, 3000), TestContent.layer(2, 4000));

    @TempDir
    Path storage;

    @TempDir
    Path target;

    @Test
    void whatAKilledRunLeftIsRemovedByTheNext() throws IOException {
        write();
        Path left = target.resolve(".salvor-export.tmp/7");
        Files.createDirectories(left);
        Files.writeString(left.resolve("manifest.json"), "{}");
        Files.writeString(target.resolve(".salvor-export"), "dir\n");
        directories().run();
        assertThat(left.getParent()).doesNotExist();
        assertThat(target.resolve("p/app:2")).isDirectory();
    }

    @Test
    void aDirectoryOfOtherThingsIsRefused() throws IOException {
        write();
        Files.createDirectories(target.resolve("documents"));
        Files.writeString(target.resolve("documents/letter.txt"), "dear");
        assertThatThrownBy(() -> directories().run())
                .isInstanceOf(Failure.Source.class)
                .hasMessageContaining("letter.txt");
        assertThat(target.resolve(".salvor-export")).doesNotExist();
    }

    /** Such as skopeo's own: it is no export of salvor's, and is read like one. */
    @Test
    void aTreeThatSkopeoWroteIsGoneOnWith() {
        write();
        try (RegistryProcess registry = RegistryProcess.over(storage).start()) {
            Skopeo.run(
                    "sync",
                    "--src-tls-verify=false",
                    "--src",
                    "docker",
                    "--dest",
                    "dir",
                    registry.host() + "/p/app",
                    target.resolve("p").toString());
        }
        assertThat(directories().run().count(Kind.THERE)).isEqualTo(2);
    }

    @Test
    void twoRunsAtOnceDoNotShareADirectory() {
        write();
        try (Layout _ = DirLayout.open(target, LinkMode.AUTO, _ -> {})) {
            assertThatThrownBy(() -> directories().run())
                    .isInstanceOf(Failure.Source.class)
                    .hasMessageContaining("another salvor export");
        }
    }

    @Test
    void anIndexThatCannotBeWrittenMakesNoImage() throws IOException {
        write();
        Files.createDirectories(target.resolve("index.json/in-the-way"));
        Files.writeString(target.resolve("oci-layout"), "{}");
        assertThatThrownBy(() -> layout(false).run()).isInstanceOf(Failure.Source.class);
        assertThat(target.resolve("blobs")).doesNotExist();
    }

    @Test
    void anExportOfAnotherLayoutIsRefused() {
        write();
        layout(false).run();
        assertThatThrownBy(() -> directories().run())
                .isInstanceOf(Failure.Source.class)
                .hasMessageContaining("oci");
        assertThatThrownBy(() -> layout(true).run()).isInstanceOf(Failure.Source.class);
    }

    /** A run that could write no image says why, and perhaps to use another layout: that is to work in the same place. */
    @Test
    void aMarkOfAnotherLayoutWithoutAnyImageIsInNobodysWay() throws IOException {
        write();
        Files.writeString(target.resolve(".salvor-export"), "dir\n");
        Files.createDirectories(target.resolve(".salvor-export.tmp/7"));
        assertThat(layout(false).run().count(Kind.PUSHED)).isEqualTo(2);
        assertThatThrownBy(() -> directories().run()).isInstanceOf(Failure.Source.class);
    }

    @Test
    void twoRunsAtOnceDoNotShareATar() {
        write();
        Path tar = target.resolve("carried.tar");
        try (Layout _ = ArchiveLayout.open(new ArchiveFile(Optional.of(tar), Packing.NONE), _ -> {})) {
            assertThatThrownBy(() ->
                            ExportRun.toArchive(storage, tar, Packing.NONE).run())
                    .isInstanceOf(Failure.Source.class)
                    .hasMessageContaining("another salvor export");
        }
        assertThat(ExportRun.toArchive(storage, tar, Packing.NONE).run().count(Kind.PUSHED))
                .isEqualTo(2);
    }

    @Test
    void whatATarIsWrittenToFirstIsNotLedElsewhereByALink() throws IOException {
        write();
        Path elsewhere = storage.resolve("docker/elsewhere");
        Files.createSymbolicLink(target.resolve("carried.tar.part"), elsewhere);
        assertThatThrownBy(() -> ExportRun.toArchive(storage, target.resolve("carried.tar"), Packing.NONE)
                        .run())
                .isInstanceOf(Failure.Source.class);
        assertThat(elsewhere).doesNotExist();
    }

    /** Two tags that share a layer. */
    private void write() {
        StorageFixtures.write(storage, images -> images.tag(images.image("p/app", "1", LAYERS), "2"));
    }

    private ExportRun directories() {
        return ExportRun.toDirectories(storage, target, LinkMode.AUTO);
    }

    private ExportRun layout(boolean perRepository) {
        return ExportRun.toOciLayout(storage, target, perRepository, LinkMode.AUTO);
    }
}
