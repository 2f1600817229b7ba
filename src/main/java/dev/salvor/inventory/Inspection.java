// SPDX-License-Identifier: Apache-2.0
package dev.salvor.inventory;

import dev.salvor.content.UniqueContent;
import dev.salvor.image.Descriptor;
import dev.salvor.image.ImageName;
import dev.salvor.image.Platform;
import dev.salvor.source.BrokenTag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All that the storage has of one image. */
public sealed interface Inspection {

    /** As it was asked for. */
    ImageName image();

    /** Whether nothing keeps it from being delivered. */
    boolean isWhole();

    /** The same, asked for by another name. */
    default Inspection of(ImageName name) {
        return switch (this) {
            case Found found -> new Found(name, found.linked(), found.root(), found.subject(), found.wholePlatforms());
            case BrokenLink broken -> new BrokenLink(name, broken.tag());
        };
    }

    /**
     * The tag or digest leads to a manifest, or to where one should be.
     *
     * @param linked when the tag was last moved, or the revision last pushed; empty for a manifest that is no revision of the repository, and
     *     where neither a list of names nor a revision says it
     * @param root the manifest
     * @param subject that it is about
     * @param wholePlatforms of an index that is not whole, as a sparse one is: those whose own images are
     */
    record Found(
            ImageName image,
            Optional<Instant> linked,
            Part root,
            Optional<Descriptor> subject,
            List<Platform> wholePlatforms)
            implements Inspection {
        public Found {
            wholePlatforms = List.copyOf(wholePlatforms);
        }

        @Override
        public boolean isWhole() {
            return root.all().noneMatch(Part::isFaulty);
        }

        /** What its parts have together by their descriptors, each counted once, without layers that are not distributed. */
        public long bytes() {
            UniqueContent parts = new UniqueContent();
            root.all()
                    .filter(part -> !(part.state() instanceof Part.State.NotDistributable))
                    .map(Part::descriptor)
                    .forEach(each -> parts.add(each.digest(), each.size()));
            return parts.bytes();
        }
    }

    /** The tag exists, but its link gives no digest. */
    record BrokenLink(ImageName image, BrokenTag tag) implements Inspection {
        @Override
        public boolean isWhole() {
            return false;
        }
    }
}
