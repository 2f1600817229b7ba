// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.derived;

import dev.salvor.image.Digest;
import dev.salvor.image.Tag;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the content of a manifest without {@code subject} says that it is about, as cosign before its version 3 attaches things.
 *
 * @param kind what it is
 * @param digests that its content names
 */
record About(Kind kind, Set<Digest> digests) {
    About {
        digests = Set.copyOf(digests);
    }

    private static final Pattern TAG = Pattern.compile("sha256-[0-9a-f]{64}\\.(?:sig|att|sbom)");

    /** Whether cosign would call something so. */
    static boolean isTag(Tag tag) {
        return TAG.matcher(tag.value()).matches();
    }

    /** How cosign calls them (protocol.md §1.11). */
    enum Kind {
        SIGNATURE(".sig"),
        ATTESTATION(".att"),
        SBOM(".sbom");

        private final String suffix;

        Kind(String suffix) {
            this.suffix = suffix;
        }
    }

    /**
     * The tags that cosign looks for.
     *
     * @param images that could be meant. An SBOM names many digests, so that of several images none is meant for certain
     */
    List<Tag> tags(Collection<Digest> images) {
        List<Digest> meant = digests.stream().filter(images::contains).sorted().toList();
        boolean isCertain = kind != Kind.SBOM || meant.size() == 1;
        return isCertain
                ? meant.stream()
                        // of a sha512 it would be too long for a tag
                        .flatMap(digest ->
                                Tag.tryParse(digest.algorithm().prefix() + "-" + digest.hex() + kind.suffix).stream())
                        .toList()
                : List.of();
    }
}
