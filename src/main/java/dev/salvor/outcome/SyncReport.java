// SPDX-License-Identifier: Apache-2.0
package dev.salvor.outcome;

import dev.salvor.image.ImageName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Counts outcomes as they come, and keeps of what was not delivered the reasons with a few names each. */
public final class SyncReport implements Consumer<ImageResult> {
    private static final int NAMES_PER_GROUP = 5;

    private final Consumer<ImageResult> next;
    private final BlobCounts blobs = new BlobCounts();
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final Map<Reason, Group> groups = new LinkedHashMap<>();
    private long comparedByName;

    /** @param next hears each result too: the report file */
    public SyncReport(Consumer<ImageResult> next) {
        this.next = next;
    }

    /** The columns of the report. */
    public enum Kind {
        PUSHED,
        THERE,
        CONFLICTS,
        DAMAGED,
        UNSUPPORTED,
        UNREADABLE,
        NOT_IN_STORAGE,
        REFUSED,
        NOT_TRIED,
        /** By salvor itself: a bug. */
        FAILED;

        public static Kind of(Outcome outcome) {
            return switch (outcome) {
                case Outcome.Pushed _ -> PUSHED;
                case Outcome.AlreadyThere _ -> THERE;
                case Outcome.Conflict _ -> CONFLICTS;
                case Outcome.Damaged _ -> DAMAGED;
                case Outcome.Unsupported _ -> UNSUPPORTED;
                case Outcome.Unreadable _ -> UNREADABLE;
                case Outcome.NotInStorage _ -> NOT_IN_STORAGE;
                case Outcome.Refused _, Outcome.Misnamed _ -> REFUSED;
                case Outcome.NotTried _ -> NOT_TRIED;
                case Outcome.Bug _ -> FAILED;
            };
        }
    }

    /**
     * Why images were not delivered.
     *
     * @param title the same for all that share it
     * @param advice what to do about it; may be empty
     */
    public record Reason(Kind kind, String title, String advice) {}

    /**
     * Images that share a reason.
     *
     * @param examples the first few, with what is particular about each
     */
    public record Group(Reason reason, long count, List<Example> examples) {
        public Group {
            examples = List.copyOf(examples);
        }
    }

    /** @param detail the registry's words, or which part is damaged; may be empty */
    public record Example(ImageName name, String detail) {}

    @Override
    public synchronized void accept(ImageResult result) {
        Kind kind = Kind.of(result.outcome());
        counts.merge(kind, 1L, Long::sum);
        if (result.outcome() instanceof Outcome.AlreadyThere(boolean byDigest) && !byDigest) {
            comparedByName++;
        }
        if (kind != Kind.PUSHED && kind != Kind.THERE) {
            Explanation explanation = Explanation.of(result.outcome());
            Reason reason = new Reason(kind, explanation.title(), explanation.advice());
            groups.merge(
                    reason,
                    new Group(reason, 1, List.of(new Example(result.name(), explanation.detail()))),
                    SyncReport::join);
        }
        next.accept(result);
    }

    private static Group join(Group known, Group one) {
        if (known.examples().size() >= NAMES_PER_GROUP) {
            return new Group(known.reason(), known.count() + 1, known.examples());
        }
        List<Example> examples = new ArrayList<>(known.examples());
        examples.addAll(one.examples());
        return new Group(known.reason(), known.count() + 1, examples);
    }

    public synchronized long count(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** Images that are there by name only: their content was not compared. */
    public synchronized long comparedByName() {
        return comparedByName;
    }

    /** What was not delivered, by reason: in the order of the columns, the most frequent first. */
    public synchronized List<Group> undelivered() {
        return groups.values().stream()
                .sorted(Comparator.comparing((Group group) -> group.reason().kind())
                        .thenComparing(Comparator.comparing(Group::count).reversed()))
                .toList();
    }

    public BlobCounts blobs() {
        return blobs;
    }

    public BlobCounts.Snapshot blobCounts() {
        return blobs.snapshot();
    }
}
