// SPDX-License-Identifier: Apache-2.0
package dev.salvor.select;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.TestImages;
import dev.salvor.lab.Trees;
import dev.salvor.source.storage.Storage;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cluster prints, in a storage that has {@code p/app:1}, {@code a.b/app:1}, and a revision of {@code p/app} that lost its tag. */
class ImageLineTest {
    private static final String ABSENT = "sha256:" + "0".repeat(64);

    @TempDir
    Path root;

    private String tagged;
    private String untagged;

    @BeforeEach
    void writeStorage() {
        AtomicReference<TestImages.Pushed> one = new AtomicReference<>();
        AtomicReference<TestImages.Pushed> gone = new AtomicReference<>();
        StorageFixtures.write(root, images -> {
            one.set(images.image("p/app", "1", List.of(new byte[] {1})));
            gone.set(images.image("p/app", "gone", List.of(new byte[] {2})));
            images.image("a.b/app", "1", List.of(new byte[] {3}));
            images.image("app", "1", List.of(new byte[] {4}));
        });
        Trees.delete(new StorageFiles(root).link("p/app", "gone").getParent().getParent());
        tagged = one.get().digest();
        untagged = gone.get().digest();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p/app",
                "p/app:",
                "p/app@sha256:12",
                "p/app:1@",
                "host:5000/p/app",
                "P/app:1",
                "@" + "sha256:1",
                ":1"
            })
    void isNotWhatHasNeitherTagNorDigestOrABadOne(String text) {
        assertThat(ImageLine.tryParse(text)).isEmpty();
    }

    @Test
    void aDigestNamesARevisionThatNoTagNames() {
        assertThat(meaning("p/app@" + untagged)).isEqualTo("p/app@" + untagged);
        assertThat(meaning("reg.example.com:5000/p/app@" + untagged)).isEqualTo("p/app@" + untagged + " cut");
    }

    @Test
    void aTagWithADigestMeansTheDigestByTheTagWhereItAgrees() {
        assertThat(meaning("p/app:1@" + tagged)).isEqualTo("p/app:1");
        assertThat(meaning("p/app:1@" + untagged)).isEqualTo("p/app@" + untagged);
        assertThat(meaning("p/app:gone@" + untagged)).isEqualTo("p/app@" + untagged);
        assertThat(meaning("reg:5000/p/app:1@" + tagged)).isEqualTo("p/app:1 cut");
    }

    @Test
    void aHostIsCutOnlyWhereTheLineAsTypedNamesNothing() {
        assertThat(meaning("a.b/app:1")).isEqualTo("a.b/app:1");
        assertThat(meaning("b.a/app:1")).isEqualTo("app:1 cut");
        assertThat(meaning("localhost/p/app:1")).isEqualTo("p/app:1 cut");
        assertThat(meaning("q/app:1")).isEqualTo("nowhere q/app:1");
    }

    @Test
    void whatNamesNothingKeepsTheNameThatWasTyped() {
        assertThat(meaning("reg.example.com/p/app:2")).isEqualTo("nowhere reg.example.com/p/app:2");
        assertThat(meaning("reg:5000/p/app:2")).isEqualTo("nowhere p/app:2");
        assertThat(meaning("p/app:1@" + ABSENT)).isEqualTo("nowhere p/app@" + ABSENT);
    }

    private String meaning(String text) {
        return switch (ImageLine.tryParse(text).orElseThrow().in(Storage.open(root, 2))) {
            case ImageLine.Meaning.Found(var name, boolean isCut) -> name + (isCut ? " cut" : "");
            case ImageLine.Meaning.Nowhere(var name) -> "nowhere " + name;
        };
    }
}
