// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.image.Descriptor;
import dev.salvor.image.Manifest;
import dev.salvor.image.ManifestParser;
import dev.salvor.image.MediaType;
import dev.salvor.lab.LabHttp;
import dev.salvor.lab.RegistryProcess;
import dev.salvor.lab.StorageFixtures;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that a real registry serves of a storage with some of everything is served with the same bytes and the same headers. */
class SameAsTheRegistryTest {
    private static final List<String> HEADERS =
            List.of("Content-Type", "Docker-Content-Digest", "Content-Length", "ETag");
    private static final String ACCEPT =
            MediaType.MANIFESTS.stream().map(MediaType::value).collect(Collectors.joining(", "));

    @TempDir
    Path storage;

    private final Set<String> asked = new HashSet<>();

    @Test
    void whatARegistryServesIsServedTheSame() {
        Set<String> tags = StorageFixtures.variety(storage).keySet();
        try (RegistryProcess registry = RegistryProcess.over(storage).start();
                ServedStorage served = ServedStorage.of(storage)) {
            for (String image : tags) {
                int colon = image.lastIndexOf(':');
                compare(registry.http(), served.http(), image.substring(0, colon), image.substring(colon + 1));
            }
        }
        assertThat(asked).hasSizeGreaterThan(80);
    }

    private void compare(LabHttp registry, LabHttp served, String repository, String tag) {
        Deque<String> next = new ArrayDeque<>(List.of("manifests/" + tag));
        while (!next.isEmpty()) {
            String target = "/v2/" + repository + "/" + next.remove();
            if (!asked.add(target)) {
                continue;
            }
            HttpResponse<byte[]> its = registry.get(target, "Accept", ACCEPT);
            HttpResponse<byte[]> ours = served.get(target, "Accept", ACCEPT);
            assertThat(ours.statusCode()).as(target).isEqualTo(its.statusCode());
            if (its.statusCode() != 200) {
                continue;
            }
            assertThat(ours.body()).as(target).isEqualTo(its.body());
            HEADERS.forEach(header -> assertThat(ours.headers().firstValue(header))
                    .as(target + " " + header)
                    .isEqualTo(its.headers().firstValue(header)));
            if (target.contains("/manifests/")) {
                below(ManifestParser.parse(its.body())).forEach(next::add);
            }
        }
    }

    private static Stream<String> below(Manifest manifest) {
        return switch (manifest) {
            case Manifest.Image image ->
                Stream.concat(Stream.of(image.config()), image.layers().stream())
                        .map(Descriptor::digest)
                        .map(digest -> "blobs/" + digest);
            case Manifest.Index index ->
                index.children().stream().map(Descriptor::digest).map(digest -> "manifests/" + digest);
            case Manifest.Schema1 _, Manifest.Unknown _ -> Stream.of();
        };
    }
}
