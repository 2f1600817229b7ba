// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.damage;

import dev.salvor.lab.StorageFiles;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages;
import dev.salvor.lab.TestImages.Pushed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What one kind of damage is done to: an image or an index of two, tagged 1, in a repository that has a sound image besides, tagged 2.
 *
 * @param root the manifest that the tag 1 names
 * @param image the one that is damaged: of an index, its second child
 * @param sound what tag 2 names
 */
public record Subject(StorageFiles files, Pushed root, Pushed image, Pushed sound, byte[] layerBytes) {
    /** All images of all kinds have it. */
    static final byte[] BASE = TestContent.layer(1, 3_000);

    private static final int LAYER = 2_000;

    static Subject image(TestImages images, StorageFiles files, String repository, int seed) {
        byte[] layer = TestContent.layer(seed, LAYER);
        Pushed sound = images.image(repository, "2", List.of(BASE));
        Pushed image = images.image(repository, "1", List.of(BASE, layer));
        return new Subject(files, image, image, sound, layer);
    }

    static Subject index(TestImages images, StorageFiles files, String repository, int seed) {
        byte[] layer = TestContent.layer(seed, LAYER);
        Pushed sound = images.image(repository, "2", List.of(BASE));
        Pushed first = images.image(repository, null, List.of(BASE, TestContent.layer(seed + 1, LAYER)));
        Pushed second = images.draft(repository)
                .architecture("arm64")
                .layers(List.of(BASE, layer))
                .push(null);
        return new Subject(files, images.index(repository, "1", first, second), second, sound, layer);
    }

    Path layer() {
        return files.data(layerBytes);
    }

    Path config() {
        String text = new String(image.bytes(), StandardCharsets.UTF_8);
        int at = text.indexOf("sha256:");
        return files.data(text.substring(at, at + "sha256:".length() + 64));
    }

    /** Of the image: of an index, that of its child. */
    Path manifest() {
        return files.data(image.digest());
    }

    Path index() {
        return files.data(root.digest());
    }

    /** The first child of an index. */
    Path sibling() {
        String text = new String(root.bytes(), StandardCharsets.UTF_8);
        int at = text.indexOf("sha256:");
        return files.data(text.substring(at, at + "sha256:".length() + 64));
    }

    /** Of tag 1. */
    Path link() {
        return files.link(root.repository(), "1");
    }

    Path layerLink() {
        return files.repository(root.repository())
                .resolve("_layers/sha256/" + layer().getParent().getFileName() + "/link");
    }

    Path revisionLink() {
        return files.repository(root.repository())
                .resolve("_manifests/revisions/sha256/" + index().getParent().getFileName() + "/link");
    }

    void loseBothChildren() {
        files.delete(manifest());
        files.delete(sibling());
    }

    /** So that nobody can tell which of two the tag had. */
    void emptyLinkBesideAnother() throws IOException {
        Path candidate = link().getParent()
                .resolveSibling("index/sha256/" + sound.digest().substring("sha256:".length()) + "/link");
        Files.createDirectories(candidate.getParent());
        Files.writeString(candidate, sound.digest());
        Spoil.empty(link());
    }

    /** Has the tag stand for this. */
    void pointAt(String manifest) {
        files.plant(root.repository(), "1", manifest.getBytes(StandardCharsets.UTF_8));
    }
}
