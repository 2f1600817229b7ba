// SPDX-License-Identifier: Apache-2.0
package dev.salvor.proof;

import dev.salvor.image.Digest;
import dev.salvor.inventory.Part;
import dev.salvor.registry.Refusal;
import java.util.Optional;

/**
 * A part of an image that the registry cannot be said to have.
 *
 * @param size in bytes, as what refers to it says
 */
public record Gap(Part.Role role, Digest digest, long size, Flaw flaw) {

    /** In what way. */
    public sealed interface Flaw {
        record Absent() implements Flaw {}

        /** @param actual in bytes */
        record OtherSize(long actual) implements Flaw {}

        record OtherContent(Digest actual) implements Flaw {}

        /** It is there, and nothing there tells that it is about this subject: a referrer whom nobody finds. */
        record Unlisted(Digest subject) implements Flaw {}

        record Untold(Refusal refusal) implements Flaw {}
    }

    /** Whether the registry does not have it, and not only keeps silent. */
    boolean isKnown() {
        return !(flaw instanceof Flaw.Untold);
    }

    /** Empty if this is what the part must be. */
    static Optional<Gap> of(Part part, PartState found) {
        return switch (found) {
            case PartState.There(long size)
            when size >= 0 && size != part.descriptor().size() -> Optional.of(of(part, new Flaw.OtherSize(size)));
            case PartState.There _ -> Optional.empty();
            case PartState.Absent _ -> Optional.of(of(part, new Flaw.Absent()));
            case PartState.OtherContent(Digest actual) -> Optional.of(of(part, new Flaw.OtherContent(actual)));
            case PartState.Untold(Refusal refusal) -> Optional.of(of(part, new Flaw.Untold(refusal)));
        };
    }

    static Gap of(Part part, Flaw flaw) {
        return new Gap(
                part.role(), part.descriptor().digest(), part.descriptor().size(), flaw);
    }
}
