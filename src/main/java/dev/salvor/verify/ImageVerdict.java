// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import dev.salvor.image.Digest;
import dev.salvor.image.Platform;
import java.util.List;

/** What is to be said of an image. */
public sealed interface ImageVerdict {

    /** All of it is there, as far as was looked. */
    record Whole() implements ImageVerdict {}

    /**
     * An index, some of whose images are whole.
     *
     * @param whole of its children
     * @param lacking the others, each with its faults
     */
    record Partly(List<Child> whole, List<Child> lacking) implements ImageVerdict {
        public Partly {
            whole = List.copyOf(whole);
            lacking = List.copyOf(lacking);
        }
    }

    record Damaged(List<Fault> faults) implements ImageVerdict {
        public Damaged {
            faults = List.copyOf(faults);
        }
    }

    /** Something of it changed while it was read; nothing else is wrong. */
    record Changing(List<Fault> faults) implements ImageVerdict {
        public Changing {
            faults = List.copyOf(faults);
        }
    }

    /** Schema 1, or nothing that a registry takes. */
    record NotDeliverable(String reason) implements ImageVerdict {}

    /** A list of names gives its tag several digests: what it is, nobody knows. */
    record Ambiguous(String reason) implements ImageVerdict {}

    /** A list names it, and the source never had it: that is no damage. */
    record NamedOnly(String list) implements ImageVerdict {}

    /**
     * An image of an index.
     *
     * @param platform that it runs on; {@link Platform#NONE} if the index does not say it
     */
    record Child(Platform platform, Digest digest, List<Fault> faults) {
        public Child {
            faults = List.copyOf(faults);
        }
    }

    /** Of one image, for counters. */
    enum Kind {
        WHOLE,
        DAMAGED,
        PARTLY,
        CHANGING,
        NOT_DELIVERABLE,
        AMBIGUOUS,
        NAMED_ONLY
    }

    default Kind kind() {
        return switch (this) {
            case Whole _ -> Kind.WHOLE;
            case Partly _ -> Kind.PARTLY;
            case Damaged _ -> Kind.DAMAGED;
            case Changing _ -> Kind.CHANGING;
            case NotDeliverable _ -> Kind.NOT_DELIVERABLE;
            case Ambiguous _ -> Kind.AMBIGUOUS;
            case NamedOnly _ -> Kind.NAMED_ONLY;
        };
    }

    /** What keeps it from being whole; nothing of what is so by nature, or a list's fault. */
    default List<Fault> faults() {
        return switch (this) {
            case Whole _, NotDeliverable _, Ambiguous _, NamedOnly _ -> List.of();
            case Partly(var _, List<Child> lacking) ->
                lacking.stream()
                        .flatMap(child -> child.faults().stream())
                        .distinct()
                        .toList();
            case Damaged(List<Fault> faults) -> faults;
            case Changing(List<Fault> faults) -> faults;
        };
    }
}
