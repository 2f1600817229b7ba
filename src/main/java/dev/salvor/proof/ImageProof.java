// SPDX-License-Identifier: Apache-2.0
package dev.salvor.proof;

import dev.salvor.image.Digest;
import dev.salvor.outcome.Outcome;
import dev.salvor.registry.Refusal;
import dev.salvor.select.TargetName;
import java.util.List;

/** What is to be said of an image of the source, on the registry. */
public sealed interface ImageProof {

    /** With all that belongs to it. */
    record There() implements ImageProof {}

    record Missing() implements ImageProof {}

    /** Its repository can have no name of its own there. */
    record Misnamed(TargetName.Unusable name) implements ImageProof {}

    /** Its manifest is there, and not all that belongs to it. */
    record Incomplete(List<Gap> gaps) implements ImageProof {
        public Incomplete {
            gaps = List.copyOf(gaps);
        }
    }

    /** The tag has other content there. */
    record Conflict(Digest source, Digest target) implements ImageProof {}

    /** The registry does not say whether it has it. */
    record Untold(Refusal refusal) implements ImageProof {}

    /** The source itself does not have it whole, so that nobody can miss it there. @param outcome what a push would end with */
    record SourceFault(Outcome outcome) implements ImageProof {}

    /** Of one image, for counters. */
    enum Kind {
        THERE,
        MISSING,
        INCOMPLETE,
        CONFLICT,
        UNTOLD,
        DAMAGED
    }

    /** Of what is lacking only in the sense that the registry says nothing of it, that it is not told. */
    default Kind kind() {
        return switch (this) {
            case There _ -> Kind.THERE;
            case Missing _, Misnamed _ -> Kind.MISSING;
            case Incomplete(List<Gap> gaps) -> gaps.stream().anyMatch(Gap::isKnown) ? Kind.INCOMPLETE : Kind.UNTOLD;
            case Conflict _ -> Kind.CONFLICT;
            case Untold _ -> Kind.UNTOLD;
            case SourceFault _ -> Kind.DAMAGED;
        };
    }
}
