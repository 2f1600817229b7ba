// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.image.ImageName;
import dev.salvor.registry.endpoint.Endpoint;
import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code docker://REGISTRY/REPOSITORY:TAG}: an image of a registry, as skopeo spells it.
 *
 * @param repository {@code REGISTRY/REPOSITORY}
 * @param reference with the mark in front that divides it
 */
record RegistryImageName(String repository, String reference) {
    /** What becomes of it as a path. */
    private static final String SCHEME = "docker:/";

    /** Empty if it is the path of a storage. */
    static Optional<RegistryImageName> of(Path given) {
        String text = given.toString();
        if (!text.startsWith(SCHEME)) {
            return Optional.empty();
        }
        String name = "docker://" + text.substring(SCHEME.length());
        int at = name.indexOf('@');
        int end = at < 0 ? name.indexOf(':', name.lastIndexOf('/')) : at;
        return Optional.of(
                end < 0
                        ? new RegistryImageName(name, "")
                        : new RegistryImageName(name.substring(0, end), name.substring(end)));
    }

    /** @throws Usage if it names no image */
    ImageName image(Endpoint endpoint) {
        return ImageName.tryParse(endpoint.prefix() + reference)
                .orElseThrow(() -> new Usage(
                        "'" + repository + reference + "' is not the name of an image of a registry",
                        "Give docker://REGISTRY/REPOSITORY:TAG or docker://REGISTRY/REPOSITORY@sha256:digest."));
    }
}
