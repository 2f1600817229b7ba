// SPDX-License-Identifier: Apache-2.0
package dev.salvor.outcome;

import dev.salvor.image.RepositoryName;
import dev.salvor.registry.Refusal;
import dev.salvor.select.TargetName;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many images ended how, and why those that were not delivered. A {@link Tallier} makes it.
 *
 * @param counts images of each kind that occurred
 * @param comparedByName images that are there by name only: their content was not compared
 * @param groups what was not delivered, by cause
 */
public record Tally(Map<Kind, Long> counts, long comparedByName, Map<Cause, Group> groups) {
    private static final int EXAMPLES = 5;

    public Tally {
        counts = Collections.unmodifiableMap(new EnumMap<>(counts));
        groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    }

    /** Of no image. */
    public static Tally none() {
        return new Tally(new EnumMap<>(Kind.class), 0, Map.of());
    }

    /** The columns of a report. */
    public enum Kind {
        PUSHED,
        THERE,
        CONFLICTS,
        DAMAGED,
        UNSUPPORTED,
        UNREADABLE,
        NOT_IN_STORAGE,
        NAMED_ONLY,
        AMBIGUOUS,
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
                case Outcome.NamedOnly _ -> NAMED_ONLY;
                case Outcome.Ambiguous _ -> AMBIGUOUS;
                case Outcome.Refused _, Outcome.Misnamed _ -> REFUSED;
                case Outcome.NotTried _ -> NOT_TRIED;
                case Outcome.Bug _ -> FAILED;
            };
        }
    }

    /**
     * Why an image was not delivered, as far as many share it.
     *
     * @param refusal what the registry meant by its no, if it is about that
     * @param shared whether several repositories would have got the same name
     */
    public record Cause(Kind kind, Optional<Refusal.Reason> refusal, boolean shared) {
        static Cause of(Outcome outcome) {
            boolean shared = outcome instanceof Outcome.Misnamed(TargetName.Shared _);
            return new Cause(Kind.of(outcome), refusal(outcome).map(Refusal::reason), shared);
        }

        boolean isOfRepository() {
            return refusal.stream().anyMatch(reason -> reason.scope() == Refusal.Scope.REPOSITORY);
        }

        private static Optional<Refusal> refusal(Outcome outcome) {
            if (outcome instanceof Outcome.Refused(Refusal by)) {
                return Optional.of(by);
            }
            return outcome instanceof Outcome.NotTried(Outcome.Why.Covered(Refusal by))
                    ? Optional.of(by)
                    : Optional.empty();
        }
    }

    /**
     * Images that share a cause.
     *
     * @param examples the first few, at least one
     * @param repositories of the target that they were to go to, if the refusal is of a whole repository; else none
     */
    public record Group(Cause cause, long count, List<ImageResult> examples, Set<RepositoryName> repositories) {
        public Group {
            examples = List.copyOf(examples);
            repositories = Set.copyOf(repositories);
        }

        Group of(Set<RepositoryName> all) {
            return new Group(cause, count, examples, all);
        }

        Group plus(Group other) {
            return new Group(
                    cause,
                    count + other.count,
                    Stream.concat(examples.stream(), other.examples.stream())
                            .limit(EXAMPLES)
                            .toList(),
                    Stream.concat(repositories.stream(), other.repositories.stream())
                            .collect(Collectors.toSet()));
        }
    }

    public long count(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** What was not delivered, by cause: in the order of the columns, the most frequent first. */
    public List<Group> undelivered() {
        return groups.values().stream()
                .sorted(Comparator.comparing((Group group) -> group.cause().kind())
                        .thenComparing(Comparator.comparing(Group::count).reversed()))
                .toList();
    }

    /** Both together. */
    public Tally plus(Tally other) {
        Map<Kind, Long> sums = new EnumMap<>(Kind.class);
        Stream.of(this, other).forEach(tally -> tally.counts.forEach((kind, n) -> sums.merge(kind, n, Long::sum)));
        Map<Cause, Group> united = new LinkedHashMap<>(groups);
        other.groups.forEach((cause, group) -> united.merge(cause, group, Group::plus));
        return new Tally(sums, comparedByName + other.comparedByName, united);
    }
}
