// SPDX-License-Identifier: Apache-2.0
package dev.salvor.inventory;

import dev.salvor.image.Descriptor;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One piece of content that an image is made of.
 *
 * @param descriptor what refers to it says of it; of the root, what it is itself
 * @param file where its bytes are, or should be
 * @param parts what it refers to, if it is a manifest that can be read
 */
public record Part(Role role, Descriptor descriptor, Path file, State state, List<Part> parts) {
    public Part {
        parts = List.copyOf(parts);
    }

    /** What it is for. */
    public enum Role {
        MANIFEST,
        INDEX,
        CONFIG,
        LAYER
    }

    /** What the storage has of it. */
    public sealed interface State {
        /** There, and of the right size; a manifest of the right digest, too. */
        record Ok() implements State {}

        /** A manifest that this image refers to more than once: its state and its parts stand where it came first. */
        record Repeated() implements State {}

        record Missing() implements State {}

        /** @param onDisk bytes that its file has instead of what the descriptor says */
        record WrongSize(long onDisk) implements State {}

        /** A manifest with other bytes than its digest promises. */
        record Damaged(String reason) implements State {}

        /** Something that no registry takes as a manifest. */
        record Unsupported(String reason) implements State {}

        record Unreadable(String reason) implements State {}

        /** A foreign layer that the storage does not hold: clients get it from its {@code urls}. */
        record NotDistributable() implements State {}
    }

    /** Whether it keeps the image from being delivered, its own parts aside. */
    public boolean isFaulty() {
        return switch (state) {
            case State.Ok _, State.Repeated _, State.NotDistributable _ -> false;
            case State.Missing _, State.WrongSize _, State.Damaged _, State.Unsupported _, State.Unreadable _ -> true;
        };
    }

    /** This one and all below it, each before its parts. */
    public Stream<Part> all() {
        return Stream.concat(Stream.of(this), parts.stream().flatMap(Part::all));
    }
}
