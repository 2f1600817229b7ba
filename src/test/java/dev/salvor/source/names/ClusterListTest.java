// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import static dev.salvor.source.names.DumpText.A;
import static dev.salvor.source.names.DumpText.B;
import static dev.salvor.source.names.DumpText.lines;
import static dev.salvor.source.names.DumpText.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.Failure;
import dev.salvor.image.Digest;
import dev.salvor.image.Manifest;
import dev.salvor.image.RepositoryName;
import dev.salvor.lab.StorageFixtures;
import dev.salvor.lab.StorageWalk;
import dev.salvor.lab.TestContent;
import dev.salvor.lab.TestImages.Pushed;
import dev.salvor.lab.Trees;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.StoredManifest;
import dev.salvor.source.storage.Storage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a cluster runs gives names to the images of one registry. */
class ClusterListTest {
    @TempDir
    Path root;

    private static final String REFERENCES = "# what runs\n\nharbor.local/p/app:v1@" + A + "\n"
            + "docker-pullable://harbor.local/p/app:v2@" + B + "\nregistry.k8s.io/pause:3.9@" + B + "\n";

    @Test
    void theHostOfMostImagesIsCutAndSaid() {
        TagList list = read(REFERENCES);
        assertThat(lines(list)).containsExactly("p/app:v1 " + A, "p/app:v2 " + B);
        assertThat(list.kind())
                .isEqualTo(
                        "names of images, of the host harbor.local, which is cut, not of registry.k8s.io (3 images in all)");
        assertThat(list.isComplete()).isFalse();
    }

    @Test
    void anotherHostIsTakenIfItIsAskedForAndOneThatNoImageHasIsRefused() {
        assertThat(lines(of(REFERENCES, Optional.empty(), "registry.k8s.io"))).containsExactly("pause:3.9 " + B);
        assertThatThrownBy(() -> of(REFERENCES, Optional.empty(), "harbor"))
                .isInstanceOf(Failure.Source.class)
                .hasMessageContaining("no image of the host 'harbor'; it has: harbor.local, registry.k8s.io");
    }

    @Test
    void theTableOfCtrIsReadAndItsRowsOfIdsAreNot() {
        TagList list = read("REF  TYPE  DIGEST  SIZE  PLATFORMS  LABELS\n"
                + "h.io/p/app:v1 application/vnd.oci.image.index.v1+json " + A
                + " 2.1 MiB linux/amd64,linux/arm64 io.cri-containerd.image=managed\n" + "h.io/p/app@" + A
                + " application/vnd.oci.image.index.v1+json " + A + " 2.1 MiB linux/amd64 -\n" + B
                + " application/vnd.oci.image.index.v1+json " + A + " 2.1 MiB linux/amd64 -\n");
        assertThat(lines(list)).containsExactly("p/app:v1 " + A);
        assertThat(list.kind()).startsWith("images of a node, of the host h.io");
        assertThat(list.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.reason())
                        .contains("1 image is named by a digest without a tag", "p/app@" + A));
    }

    @Test
    void namesWithoutATagOrADigestAreKeptApartAndTold() {
        TagList list = read("h.io/p/app:v1@" + A + "\nh.io/p/app@" + B + "\nh.io/p/app:v2\nh.io/P/App:v2\n");
        assertThat(lines(list)).containsExactly("p/app:v1 " + A);
        assertThat(list.others()).extracting(Object::toString).containsExactly("p/app:v2", "p/app@" + B);
        assertThat(list.problems())
                .extracting(SourceProblem::reason)
                .satisfiesExactlyInAnyOrder(
                        reason -> assertThat(reason).contains("line 4", "h.io/P/App:v2"),
                        reason -> assertThat(reason).contains("by a tag without its digest", "p/app:v2"),
                        reason -> assertThat(reason).contains("by a digest without a tag", "p/app@" + B));
    }

    @Test
    void aTagThatRunsWithTwoDigestsIsRefusedWithBoth() {
        TagList list = read("h.io/p/app:v1@" + A + "\nh.io/p/app:v1@" + B + "\n");
        assertThat(lines(list)).isEmpty();
        assertThat(list.repository(new RepositoryName("p/app")).orElseThrow().broken())
                .singleElement()
                .satisfies(tag -> assertThat(tag.reason()).contains(A, B));
    }

    @Test
    void aConfigsDigestNamesTheManifestThatHasIt() {
        StorageFixtures.write(root, images -> {
            images.image("p/app", "v1", List.of(TestContent.layer(1, 100)));
            images.image("p/app", "v2", List.of(TestContent.layer(2, 100)));
        });
        Map<String, String> onDisk = StorageWalk.tags(root);
        Storage storage = Storage.open(root);
        String config = config(storage, onDisk.get("p/app:v2"));
        TagList list = of(
                "{\"spec\": {\"containers\": [{\"name\": \"x\", \"image\": \"h.io/p/app:named\"}]}, \"status\": {\"containerStatuses\":"
                        + " [{\"name\": \"x\", \"image\": \"" + config + "\", \"imageID\": \"docker://" + config
                        + "\"}]}}",
                Optional.of(storage),
                "h.io");
        assertThat(lines(list)).containsExactly("p/app:named " + onDisk.get("p/app:v2"));
        assertThat(list.kind()).startsWith("pods of a cluster");
    }

    @Test
    void whoRunsOnePlatformOfAnIndexMeansTheIndexThatTheTagHas() {
        StorageFixtures.write(root, images -> {
            Pushed amd64 = images.ociImage("p/app", "amd64", List.of(TestContent.layer(1, 100)));
            Pushed arm64 = images.ociImage("p/app", "arm64", List.of(TestContent.layer(2, 100)));
            images.index("p/app", "v1", amd64, arm64);
        });
        Map<String, String> onDisk = StorageWalk.tags(root);
        String child = onDisk.get("p/app:amd64");
        TagList list = of(
                "h.io/p/app:v1@" + child + "\nh.io/p/app:v2@" + child + "\n", Optional.of(Storage.open(root)), "h.io");
        assertThat(lines(list)).containsExactly("p/app:v1 " + onDisk.get("p/app:v1"), "p/app:v2 " + child);
        assertThat(list.problems())
                .as("an index that has another tag may not be what v2 was")
                .singleElement()
                .satisfies(problem -> assertThat(problem.reason())
                        .startsWith("1 image that runs is of one platform")
                        .contains("the tag will stand for this platform only: p/app:v2"));
    }

    /** As in the volume of a Harbor 2.15, which has revisions and no tags. */
    @Test
    void withoutLinksTheOneIndexThatListsWhatRunsIsMeantAndSaid() throws IOException {
        StorageFixtures.write(root, images -> {
            Pushed amd64 = images.ociImage("p/app", "amd64", List.of(TestContent.layer(1, 100)));
            Pushed arm64 = images.ociImage("p/app", "arm64", List.of(TestContent.layer(2, 100)));
            Pushed shared = images.ociImage("p/app", "shared", List.of(TestContent.layer(3, 100)));
            images.index("p/app", "v1", amd64, arm64);
            images.index("p/app", "v2", shared, arm64);
            images.index("p/app", "v3", shared);
        });
        Map<String, String> onDisk = StorageWalk.tags(root);
        Trees.delete(root.resolve("docker/registry/v2/repositories/p/app/_manifests/tags"));
        Storage storage = Storage.open(root);
        String config = config(storage, onDisk.get("p/app:amd64"));
        TagList list = of(
                "h.io/p/app:by-config@" + config + "\nh.io/p/app:one@" + onDisk.get("p/app:amd64") + "\nh.io/p/app:two@"
                        + onDisk.get("p/app:shared") + "\nh.io/p/app:index@" + onDisk.get("p/app:v2") + "\n",
                Optional.of(storage),
                "h.io");
        assertThat(lines(list))
                .containsExactly(
                        "p/app:by-config " + onDisk.get("p/app:v1"),
                        "p/app:index " + onDisk.get("p/app:v2"),
                        "p/app:one " + onDisk.get("p/app:v1"),
                        "p/app:two " + onDisk.get("p/app:shared"));
        assertThat(list.problems())
                .extracting(SourceProblem::reason)
                .satisfiesExactly(
                        reason -> assertThat(reason)
                                .startsWith("2 images that run are of one platform")
                                .contains("such as p/app:by-config, now " + onDisk.get("p/app:v1")),
                        reason -> assertThat(reason).contains("this platform only: p/app:two"));
    }

    @Test
    void ofIndexesInIndexesNobodyKnowsWhichWasPulled() throws IOException {
        StorageFixtures.write(root, images -> {
            Pushed amd64 = images.ociImage("p/app", "child", List.of(TestContent.layer(1, 100)));
            Pushed inner = images.index("p/app", "inner", amd64);
            images.index("p/app", "outer", inner);
        });
        Map<String, String> onDisk = StorageWalk.tags(root);
        Trees.delete(root.resolve("docker/registry/v2/repositories/p/app/_manifests/tags"));
        TagList list = of("h.io/p/app:1@" + onDisk.get("p/app:child") + "\n", Optional.of(Storage.open(root)), "h.io");
        assertThat(lines(list)).containsExactly("p/app:1 " + onDisk.get("p/app:child"));
    }

    @Test
    void aTagThatNamesItsArchitectureIsOfOnePlatformOnPurpose() throws IOException {
        StorageFixtures.write(root, images -> {
            Pushed amd64 = images.ociImage("p/app", "child", List.of(TestContent.layer(1, 100)));
            images.index("p/app", "v1", amd64);
        });
        Map<String, String> onDisk = StorageWalk.tags(root);
        Trees.delete(root.resolve("docker/registry/v2/repositories/p/app/_manifests/tags"));
        String child = onDisk.get("p/app:child");
        TagList list = of(
                "h.io/p/app:1.0-amd64@" + child + "\nh.io/p/app:1.0_x86_64@" + child + "\nh.io/p/app:1.0@" + child
                        + "\n",
                Optional.of(Storage.open(root)),
                "h.io");
        assertThat(lines(list))
                .containsExactly(
                        "p/app:1.0 " + onDisk.get("p/app:v1"), "p/app:1.0-amd64 " + child, "p/app:1.0_x86_64 " + child);
    }

    @Test
    void whatNamesNoImageMustNotLookLikeSuccess() {
        for (String text : List.of(
                "{\"kind\": \"List\", \"items\": []}", "REF TYPE DIGEST SIZE PLATFORMS LABELS\n", "{\"a\": [1")) {
            assertThatThrownBy(() -> read(text))
                    .as(text)
                    .isInstanceOf(Failure.Source.class)
                    .hasMessageContaining("names no image");
        }
        assertThatThrownBy(() -> read("apiVersion: v1\nitems:\n"))
                .satisfies(e -> assertThat(((Failure) e).advice()).contains("-o json"));
    }

    private static String config(Storage storage, String manifest) {
        return storage.manifest(Digest.parse(manifest)) instanceof StoredManifest.Intact(Manifest.Image image, var _)
                ? image.config().digest().toString()
                : "";
    }

    private static TagList of(String text, Optional<Storage> storage, String host) {
        return new TagListFile(storage.map(its -> its), Optional.of(host))
                .read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "list");
    }
}
