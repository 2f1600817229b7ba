// SPDX-License-Identifier: Apache-2.0
package dev.salvor.outcome;

import dev.salvor.image.Digest;
import dev.salvor.registry.Refusal;
import dev.salvor.select.TargetName;
import java.util.List;

/** How the work on one tag ended. */
public sealed interface Outcome {

    /** The target has it now, from this run. @param leftOut foreign layers that the storage does not hold */
    record Pushed(List<Digest> leftOut) implements Outcome {
        public Pushed {
            leftOut = List.copyOf(leftOut);
        }

        /** In full. */
        public Pushed() {
            this(List.of());
        }
    }

    /** The target had it. @param byDigest whether the content was compared, not only the name */
    record AlreadyThere(boolean byDigest) implements Outcome {}

    /** The target has other content under this tag, and it was left as it is. */
    record Conflict(Digest source, Digest target) implements Outcome {}

    /** The storage lacks a part of it, or has a broken one. */
    record Damaged(String reason) implements Outcome {}

    /** It cannot be sent by nature: schema 1, something that is no manifest, or indexes that lie too deep in each other. */
    record Unsupported(String reason) implements Outcome {}

    /** A part of it is in the storage but cannot be read. */
    record Unreadable(String reason) implements Outcome {}

    /** It was asked for by name and the storage has no such tag. */
    record NotInStorage() implements Outcome {}

    /** A list of names says what it is, and the storage does not have that. @param list that names it */
    record NamedOnly(String list) implements Outcome {}

    /** A list of names gives it several digests, so that nobody knows which is meant. */
    record Ambiguous(String reason) implements Outcome {}

    /** The target said no. */
    record Refused(Refusal refusal) implements Outcome {}

    /** Its repository can have no name of its own on the target: nothing of it was sent. */
    record Misnamed(TargetName.Unusable name) implements Outcome {}

    /** The run, its project or its repository was given up before it. */
    record NotTried(Why why) implements Outcome {}

    /** Salvor itself failed on it, whatever the storage and the target are like. @param what the exception, in its own words */
    record Bug(String what) implements Outcome {}

    /** Why something was not tried. */
    sealed interface Why {
        record Interrupted() implements Why {}

        /** An earlier refusal covers it. */
        record Covered(Refusal by) implements Why {}
    }
}
