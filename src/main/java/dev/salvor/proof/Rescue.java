// SPDX-License-Identifier: Apache-2.0
package dev.salvor.proof;

import dev.salvor.image.Digest;
import dev.salvor.outcome.Outcome;
import dev.salvor.registry.Refusal;
import dev.salvor.select.TargetName;
import java.util.List;

/** What is to be said of an image of the source, on the registry. */
public sealed interface Rescue {

    /** With all that belongs to it. */
    record There() implements Rescue {}

    record Missing() implements Rescue {}

    /** Its repository can have no name of its own there. */
    record Misnamed(TargetName.Unusable name) implements Rescue {}

    /** Its manifest is there, and not all that belongs to it. */
    record Incomplete(List<Gap> gaps) implements Rescue {
        public Incomplete {
            gaps = List.copyOf(gaps);
        }
    }

    /** The tag has other content there. */
    record Conflict(Digest source, Digest target) implements Rescue {}

    /** The registry does not say whether it has it. */
    record Untold(Refusal refusal) implements Rescue {}

    /** The source itself does not have it whole, so that nobody can miss it there. @param outcome what a push would end with */
    record SourceFault(Outcome outcome) implements Rescue {}

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
