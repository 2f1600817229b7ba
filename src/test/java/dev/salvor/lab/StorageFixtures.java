// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import dev.salvor.lab.TestImages.Pushed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Storages, as a registry writes them. */
public final class StorageFixtures {
    private static final int LAYER_SIZE = 3000;
    private static final byte[] BASE = TestContent.layer(1, LAYER_SIZE);

    private final TestImages images;
    private final SortedMap<String, String> tags = new TreeMap<>();

    private StorageFixtures(TestImages images) {
        this.images = images;
    }

    /** Runs a registry over a directory for as long as something is pushed to it. */
    public static void write(Path root, Consumer<TestImages> pushes) {
        try (RegistryProcess registry = RegistryProcess.over(root).start()) {
            pushes.accept(new TestImages(registry.uri()));
        }
    }

    /**
     * Writes a storage with some of everything: names of one, two and many components, components and tags that look like the layout's
     * words, repositories inside repositories, every kind of manifest, moved and shared tags, untagged revisions, shared layers.
     *
     * @param root becomes the registry's rootdirectory
     * @return digests by {@code repository:tag}, as pushed
     */
    public static SortedMap<String, String> variety(Path root) {
        SortedMap<String, String> written = new TreeMap<>();
        write(root, images -> {
            StorageFixtures fixtures = new StorageFixtures(images);
            fixtures.plainImages();
            fixtures.namesLikeLayoutWords();
            fixtures.indexes();
            fixtures.artifacts();
            written.putAll(fixtures.tags);
        });
        return written;
    }

    private void plainImages() {
        Pushed solo = tagged(images.image("solo", "1.0", layers(2)));
        tagged(images.tag(solo, "1.0.0"));
        tagged(images.tag(solo, "latest"));
        tagged(images.image("devops/bmcx", "1.1.0", layers(3)));
        tagged(images.ociImage("devops/bmcx", "1.2.0-SNAPSHOT", layers(4)));
        images.image("devops/bmcx", "edge", layers(5));
        tagged(images.image("devops/bmcx", "edge", layers(6)));
        images.ociImage("devops/bmcx", null, layers(7));
        tagged(images.image("team/sub/deep/app-1", "1.0", layers(3)));
        tagged(images.image("team/bm_cx.003/a--b/c__d", "V_1." + "x".repeat(124), layers(8)));
        tagged(images.draft("windows/nano")
                .docker()
                .foreignLayer(TestContent.layer(9, LAYER_SIZE), "https://example.com/layer")
                .layers(layers(9).subList(0, 1))
                .push("1809"));
    }

    private void namesLikeLayoutWords() {
        for (String word :
                List.of("tags", "current", "link", "blobs", "index", "data", "sha256", "_layers", "_manifests")) {
            tagged(images.image("tags/current/link", word, layers(10)));
        }
        tagged(images.image("blobs", "link", layers(11)));
        tagged(images.ociImage("blobs/data/sha256", "current", layers(12)));
        tagged(images.ociImage("blobs/data/sha256/revisions", "uploads", layers(12)));
    }

    private void indexes() {
        String repository = "team/multi";
        Pushed dockerAmd = images.image(repository, null, layers(13));
        Pushed dockerArm = images.draft(repository)
                .docker()
                .architecture("arm64")
                .layers(layers(14))
                .push(null);
        tagged(images.list(repository, "list", dockerAmd, dockerArm));
        Pushed amd = images.ociImage(repository, null, layers(15));
        Pushed arm = images.draft(repository)
                .architecture("arm64")
                .layers(layers(16))
                .push(null);
        Pushed index = tagged(images.index(repository, "index", amd, arm));
        tagged(images.index(repository, "nested", index, amd));
        Pushed inner = images.index(repository, null, arm);
        tagged(images.index(repository, "nested-untagged", inner));
        tagged(images.tag(amd, "index-amd64"));
    }

    private void artifacts() {
        String repository = "charts/signed";
        Pushed image = tagged(images.ociImage(repository, "2.0", layers(17)));
        tagged(images.artifact(repository, "sbom", "application/spdx+json", image));
        images.artifact(repository, null, "application/vnd.example.scan", image);
        tagged(images.draft(repository)
                .layer("application/vnd.dev.cosign.simplesigning.v1+json", bytes("{\"critical\":{}}"))
                .push(image.digest().replace(':', '-') + ".sig"));
        tagged(images.draft("charts/app")
                .config("application/vnd.cncf.helm.config.v1+json", bytes("{\"name\":\"app\",\"version\":\"0.1.0\"}"))
                .layer("application/vnd.cncf.helm.chart.content.v1.tar+gzip", TestContent.layer(18, LAYER_SIZE))
                .push("0.1.0"));
    }

    private Pushed tagged(Pushed image) {
        tags.put(image.name(), image.digest());
        return image;
    }

    /** The layer that all have, and one of its own. */
    private static List<byte[]> layers(int seed) {
        return List.of(BASE, TestContent.layer(seed, LAYER_SIZE));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
