// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.inventory.Part;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Something that is wrong with a source. */
public sealed interface Fault {

    /**
     * Of a blob or a manifest.
     *
     * @param role that it has in the image; empty if no image needs it
     * @param size in bytes, as what refers to it says; 0 if nothing does
     * @param file where its bytes are, or should be
     * @param detail what is particular about it; may be empty
     * @param since when it was so at the latest: when the file changed last; of what is missing, its directory
     */
    record OfContent(
            Optional<Part.Role> role,
            Digest digest,
            long size,
            Path file,
            Kind kind,
            String detail,
            Optional<Instant> since)
            implements Fault {
        boolean isBroken() {
            return switch (kind) {
                case MISSING, ZERO_BYTES, TRUNCATED, TOO_LONG, WRONG_CONTENT, UNREADABLE -> true;
                case WRONG_DESCRIPTOR, CHANGED, UNSUPPORTED -> false;
            };
        }
    }

    /**
     * Of the link that gives a tag its digest.
     *
     * @param unreadable whether it is there and cannot be read
     * @param file that it is, or should be; empty where no file is
     * @param since when that changed last, or, of what is missing, its directory
     */
    record OfLink(ImageName tag, boolean unreadable, String reason, Optional<Path> file, Optional<Instant> since)
            implements Fault {}

    /**
     * Of a tag that somebody moved or deleted while its image was looked at: what it was is gone, and by right.
     *
     * @param how what became of it
     */
    record OfMovedTag(ImageName tag, String how) implements Fault {}

    /** What is wrong with content. */
    enum Kind {
        MISSING,
        ZERO_BYTES,
        TRUNCATED,
        TOO_LONG,
        /** Of the right size or of one that nobody knows, and of another digest. */
        WRONG_CONTENT,
        /** Of the right digest; what refers to it says another size. */
        WRONG_DESCRIPTOR,
        UNREADABLE,
        /** While it was read, twice: what it is cannot be said. */
        CHANGED,
        /** There and right, and of a kind that no registry takes. */
        UNSUPPORTED
    }

    /** Whether that is only known not to stay as it is. */
    default boolean isChange() {
        return switch (this) {
            case OfContent content -> content.kind() == Kind.CHANGED;
            case OfMovedTag _ -> true;
            case OfLink _ -> false;
        };
    }

    /** Whether nothing is broken: it is of a kind that cannot be delivered. */
    default boolean isByNature() {
        return this instanceof OfContent content && content.kind() == Kind.UNSUPPORTED;
    }
}
