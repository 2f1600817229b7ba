// SPDX-License-Identifier: Apache-2.0
package dev.salvor.inventory;

import dev.salvor.image.MediaType;
import dev.salvor.image.Platform;
import dev.salvor.outcome.HealedPart;
import dev.salvor.outcome.Outcome;
import dev.salvor.resolve.IndexChild;
import dev.salvor.resolve.SparseIndex;
import java.util.List;

/**
 * What a manifest of the storage is, in short.
 *
 * @param mediaType with which it would be sent; empty if the manifest cannot be read or names none
 * @param platforms that it runs on, without those that nothing is said of
 * @param state of all that belongs to it
 * @param children of an index that is not whole; else none
 */
public record ManifestSummary(
        Kind kind, MediaType mediaType, List<Platform> platforms, State state, List<IndexChild> children) {
    public ManifestSummary {
        platforms = List.copyOf(platforms);
        children = List.copyOf(children);
    }

    /** The platforms of an index that is not whole, as a sparse one is, whose own images are. */
    public List<Platform> whole() {
        return SparseIndex.whole(children);
    }

    /** Of what is whole, or not even in part. */
    public ManifestSummary(Kind kind, MediaType mediaType, List<Platform> platforms, State state) {
        this(kind, mediaType, platforms, state, List.of());
    }

    /** Roughly what it is. */
    public enum Kind {
        IMAGE,
        INDEX,
        /** Something else in the shape of an image: a chart, a signature, an SBOM. */
        ARTIFACT,
        SCHEMA1,
        /** Unreadable, missing, or no manifest. */
        UNKNOWN
    }

    /** Whether the storage has all of it. */
    public sealed interface State {

        /**
         * All of it is there.
         *
         * @param bytes of its manifests and blobs, each counted once
         * @param healed what of it a spare has, and not the storage
         */
        record Whole(long bytes, List<HealedPart> healed) implements State {
            public Whole {
                healed = List.copyOf(healed);
            }

            /** In the storage itself. */
            public Whole(long bytes) {
                this(bytes, List.of());
            }
        }

        /** @param outcome that a push would have: damaged, unsupported or unreadable */
        record Faulty(Outcome outcome) implements State {}
    }

    static ManifestSummary unknown(Outcome outcome) {
        return new ManifestSummary(Kind.UNKNOWN, new MediaType(""), List.of(), new State.Faulty(outcome));
    }
}
