// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.MediaType;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.resolve.ResolvedManifest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InterleavingTest {

    @Test
    void projectsTakeTurnsAndWithinThemRepositories() {
        assertThat(order(
                        image("a/one", "1"),
                        image("a/one", "2"),
                        image("a/two", "1"),
                        image("b/one", "1"),
                        image("b/one", "2")))
                .containsExactly("a/one:1", "b/one:1", "a/two:1", "b/one:2", "a/one:2");
    }

    @Test
    void aRepositoryKeepsItsOrder() {
        assertThat(order(image("a/one", "z"), image("a/one", "m"), image("a/one", "a")))
                .containsExactly("a/one:z", "a/one:m", "a/one:a");
    }

    @Test
    void referrersComeAfterWhatTheyAreAboutAndTheirsAfterThem() {
        ResolvedImage image = image("a/one", "image");
        ResolvedImage sbom = referrer("a/one", "sbom", image);
        ResolvedImage signature = referrer("a/one", "signature", sbom);
        assertThat(order(signature, sbom, image)).containsExactly("a/one:image", "a/one:sbom", "a/one:signature");
    }

    @Test
    void aSubjectOfAnotherRepositoryOrOutsideTheRunIsNotWaitedFor() {
        ResolvedImage elsewhere = image("b/two", "image");
        assertThat(order(referrer("a/one", "sbom", elsewhere), elsewhere)).containsExactly("a/one:sbom", "b/two:image");
    }

    private static List<String> order(ResolvedImage... images) {
        return Interleaving.order(List.of(images)).stream()
                .map(image -> image.name().toString())
                .toList();
    }

    private static ResolvedImage image(String repository, String tag) {
        return resolved(repository, tag, Optional.empty());
    }

    private static ResolvedImage referrer(String repository, String tag, ResolvedImage subject) {
        return resolved(repository, tag, Optional.of(subject.root().digest()));
    }

    private static ResolvedImage resolved(String repository, String tag, Optional<Digest> subject) {
        Digest digest = Digest.of((repository + ":" + tag).getBytes(StandardCharsets.UTF_8));
        RepositoryName name = new RepositoryName(repository);
        return new ResolvedImage(
                new ImageName(name, new Tag(tag)),
                name,
                subject,
                List.of(new ResolvedManifest(digest, MediaType.OCI_IMAGE, 1, List.of(), List.of())));
    }
}
