// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names.cluster;

import dev.salvor.image.Digest;
import dev.salvor.image.PrintedName;
import dev.salvor.image.Tag;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An image that a cluster runs, or that a node has.
 *
 * @param name as it is printed, a registry's host in front
 * @param digest of its manifest; or of its config, which runtimes call the image's ID; empty if nobody says
 */
public record RunningImage(PrintedName name, Optional<Digest> digest) {
    private static final Pattern SCHEME = Pattern.compile("^[a-z-]+://");
    private static final Pattern BARE_ID = Pattern.compile("[0-9a-f]{64}");
    /** What kubelets and container runtimes take where no tag is given. */
    private static final Tag LATEST = new Tag("latest");

    /**
     * Empty if the text names no image, as where only the image's ID is printed.
     *
     * @param id what is said of its digest, as in a pod's {@code imageID}: {@code repository@sha256:…}, {@code docker-pullable://…}, an ID; or nothing
     */
    public static Optional<RunningImage> tryParse(String text, String id) {
        String bare = SCHEME.matcher(text).replaceFirst("");
        if (Digest.tryParse(bare).isPresent()) {
            return Optional.empty();
        }
        return PrintedName.tryParse(bare)
                .map(name -> new RunningImage(tagged(name), name.digest().or(() -> digest(id))));
    }

    private static PrintedName tagged(PrintedName name) {
        return name.tag().isPresent() || name.digest().isPresent()
                ? name
                : new PrintedName(name.path(), Optional.of(LATEST), Optional.empty());
    }

    private static Optional<Digest> digest(String id) {
        String bare = SCHEME.matcher(id).replaceFirst("");
        String digest = bare.substring(bare.indexOf('@') + 1);
        return Digest.tryParse(BARE_ID.matcher(digest).matches() ? "sha256:" + digest : digest);
    }
}
