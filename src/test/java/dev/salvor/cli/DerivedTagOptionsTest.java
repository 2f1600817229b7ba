// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.source.ImageSource;
import dev.salvor.source.derived.DerivedSource;
import dev.salvor.source.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The options that name what nobody has named. */
class DerivedTagOptionsTest {
    @TempDir
    Path root;

    private ImageSource storage;

    @BeforeEach
    void openStorage() throws IOException {
        Files.createDirectories(root.resolve("docker/registry/v2/repositories"));
        Files.createDirectories(root.resolve("docker/registry/v2/blobs"));
        storage = Storage.open(root);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--untagged-tag x-{digest12}", "--with-deleted"})
    void meanNothingWithoutTheFirst(String typed) {
        assertThatThrownBy(() -> options(typed.split(" ")).over(storage))
                .isInstanceOf(Usage.class)
                .hasMessageContaining("without --untagged");
    }

    @Test
    void aTemplateThatMakesNoTagIsWrongUsage() {
        assertThatThrownBy(() ->
                        options("--untagged", "--untagged-tag", "a b{digest12}").overNames(storage))
                .isInstanceOf(Usage.class)
                .hasMessageContaining("--untagged-tag 'a b{digest12}'");
    }

    @Test
    void aListOfNamesReadsNoManifestUnlessOneGetsAName() {
        assertThat(options().overNames(storage)).isSameAs(storage);
        assertThat(options("--untagged").overNames(storage)).isInstanceOf(DerivedSource.class);
    }

    private static DerivedTagOptions options(String... typed) {
        return CommandLine.populateCommand(new DerivedTagOptions(), typed);
    }
}
