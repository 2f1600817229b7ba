// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salvor.lab.RepeatedBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What kubectl and crictl print. */
class JsonListsTest {
    private static final String A = "sha256:" + "a".repeat(64);
    private static final String B = "sha256:" + "b".repeat(64);

    private static final String POD =
            """
            {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web", "annotations": {"image": "no/image:1"}},
             "spec": {
               "containers": [{"name": "app", "image": "h:5000/p/app:v1", "env": [{"name": "app", "image": "no/image:2"}]}],
               "initContainers": [{"name": "init", "image": "h:5000/p/init"}],
               "ephemeralContainers": [{"name": "debug", "image": "busybox:1.36"}],
               "volumes": [{"name": "v", "image": {"reference": "no/image:3"}}]},
             "status": {
               "containerStatuses": [
                 {"name": "app", "image": "h:5000/p/app:latest", "imageID": "h:5000/p/app@A", "state": {"running": {}}}],
               "initContainerStatuses": [{"name": "init", "image": "sha256:2222", "imageID": "docker-pullable://h:5000/p/init@B"}],
               "ephemeralContainerStatuses": [
                 {"name": "debug", "image": "docker.io/library/busybox:1.36", "imageID": "A"}]}}
            """.replace("A\"", A + "\"").replace("@B", "@" + B).replace("sha256:2222", B);

    private static final String[] IMAGES = {
        "h:5000/p/app:latest " + A,
        "h:5000/p/app:v1 " + A,
        "h:5000/p/init:latest " + B,
        "docker.io/library/busybox:1.36 " + A,
        "busybox:1.36 " + A
    };

    @Test
    void aPodNamesTheImagesOfAllItsContainersAsTheyWereAskedForAndAsTheyRun() throws IOException {
        assertThat(read(POD)).containsExactly(IMAGES);
    }

    @Test
    void listsAndListsOfListsAndDocumentsInARowAreReadAlike() throws IOException {
        String deployment =
                "{\"kind\": \"Deployment\", \"spec\": {\"replicas\": 2, \"template\": {\"spec\": {\"containers\":"
                        + " [{\"name\": \"x\", \"image\": \"no/image:4\"}]}}}, \"status\": {\"replicas\": 2}}";
        String list = "{\"kind\": \"List\", \"items\": [" + deployment + ", " + POD + "], \"apiVersion\": \"v1\"}";
        assertThat(read(list)).containsExactly(IMAGES);
        assertThat(read("[" + POD + "]")).containsExactly(IMAGES);
        assertThat(read("{\"items\": [" + list + "]}")).containsExactly(IMAGES);
        assertThat(read(deployment + "\n" + POD + POD)).hasSize(2 * IMAGES.length);
    }

    @Test
    void aStatusMayStandBeforeTheSpecAndAPodThatWaitsHasNoDigest() throws IOException {
        assertThat(read("{\"status\": {\"containerStatuses\": [{\"imageID\": \"" + A
                        + "\", \"image\": \"p/a:1\", \"name\": \"x\"}]},"
                        + " \"spec\": {\"containers\": [{\"image\": \"p/a:2\", \"name\": \"x\"}]}}"))
                .containsExactly("p/a:1 " + A, "p/a:2 " + A);
        assertThat(
                        read(
                                "{\"spec\": {\"containers\": [{\"name\": \"x\", \"image\": \"p/a:2\"}]},"
                                        + " \"status\": {\"containerStatuses\": [{\"name\": \"x\", \"image\": \"p/a:2\", \"imageID\": \"\"}]}}"))
                .containsOnly("p/a:2 ");
    }

    @Test
    void aDigestInTheNameIsTheOneThatWasAskedFor() throws IOException {
        assertThat(read("{\"spec\": {\"containers\": [{\"name\": \"x\", \"image\": \"p/a:2@" + A + "\"}]},"
                        + " \"status\": {\"containerStatuses\": [{\"name\": \"x\", \"image\": \"" + B
                        + "\", \"imageID\": \"" + B
                        + "\"}]}}"))
                .containsExactly("p/a:2@" + A + " " + A);
    }

    @Test
    void imagesOfANodeHaveTheDigestOfTheirOwnRepositoryOrTheirId() throws IOException {
        assertThat(read("{\"images\": [{\"id\": \"" + B
                        + "\", \"repoTags\": [\"h.io/p/a:1\", \"other.io/a:1\"], \"repoDigests\": ["
                        + "\"h.io/p/a@" + A
                        + "\"], \"size\": \"12\", \"uid\": null, \"spec\": {\"image\": \"\", \"annotations\": {}}},"
                        + " {\"id\": \"" + B + "\", \"repoTags\": [], \"repoDigests\": [\"h.io/p/b@" + B
                        + "\"], \"pinned\": true}]}"))
                .containsExactly("h.io/p/a:1 " + A, "other.io/a:1 " + B, "h.io/p/b@" + B + " " + B);
    }

    @Test
    void whatIsNoneOfThemHasNoKind() throws IOException {
        for (String text : List.of(
                "{}", "[]", "[1, \"x\", null]", "{\"items\": 3, \"images\": {}, \"spec\": [], \"status\": 1}")) {
            JsonLists lists = new JsonLists(_ -> {
                throw new AssertionError("no image");
            });
            lists.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
            assertThat(lists.kind()).as(text).isEmpty();
        }
    }

    @Test
    void ofAListThatIsCutWholePodsAreTaken() {
        String list = "{\"items\": [" + POD + ", " + POD;
        List<String> images = new ArrayList<>();
        assertThatThrownBy(() -> read(
                        new ByteArrayInputStream(
                                list.substring(0, list.length() - 20).getBytes(StandardCharsets.UTF_8)),
                        images))
                .isInstanceOf(IOException.class);
        assertThat(images).containsExactly(IMAGES);
    }

    @Test
    void aTextOfAGigabyteThatNobodyAskedForIsSkippedInConstantMemory() throws IOException {
        InputStream in = new SequenceInputStream(
                new SequenceInputStream(
                        new ByteArrayInputStream("[{\"metadata\": \"".getBytes(StandardCharsets.UTF_8)),
                        new RepeatedBytes('x', 1L << 30)),
                new ByteArrayInputStream(("\"}, " + POD + "]").getBytes(StandardCharsets.UTF_8)));
        List<String> images = new ArrayList<>();
        read(in, images);
        assertThat(images).containsExactly(IMAGES);
    }

    private static List<String> read(String text) throws IOException {
        List<String> images = new ArrayList<>();
        read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), images);
        return images;
    }

    private static void read(InputStream in, List<String> images) throws IOException {
        new JsonLists(image -> images.add(image.name() + " "
                        + image.digest().map(Object::toString).orElse("")))
                .read(in);
    }
}
