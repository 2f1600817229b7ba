// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.Failure;
import dev.salvor.outcome.Tally;
import dev.salvor.outcome.Tally.Kind;
import dev.salvor.source.SourceProblem;
import java.util.List;

/** How a run ends for the shell; the table stands in architecture.md, "Errors and exit codes", and in the README. */
final class ExitCode {
    static final int DONE = 0;
    static final int BUG = 1;
    static final int USAGE = 2;
    static final int REGISTRY = 3;
    static final int NOT_DELIVERED = 4;
    static final int SOURCE_DAMAGED = 5;
    static final int CONFLICTS = 6;
    static final int WORK_FOUND = 10;
    /** What a shell gives for SIGINT; for SIGTERM the runtime ends with 143 by itself. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}

    static int of(Failure failure) {
        return switch (failure) {
            case Failure.Source _ -> USAGE;
            case Failure.Denied _, Failure.Unavailable _, Failure.Rejected _ -> REGISTRY;
        };
    }

    /**
     * @param problems of the scan: what could not be read may hide images
     * @param untagged whether repositories were left out for want of tags, and nobody said that this is known
     * @param failOnConflict whether conflicts are an error
     */
    static int of(Tally report, List<SourceProblem> problems, boolean untagged, boolean failOnConflict) {
        if (report.count(Kind.FAILED) > 0) {
            return BUG;
        }
        if (report.count(Kind.REFUSED) > 0 || report.count(Kind.NOT_TRIED) > 0 || untagged) {
            return NOT_DELIVERED;
        }
        if (report.count(Kind.DAMAGED) > 0
                || report.count(Kind.UNSUPPORTED) > 0
                || report.count(Kind.UNREADABLE) > 0
                || report.count(Kind.NOT_IN_STORAGE) > 0
                || hasListFaults(report)
                || problems.stream().anyMatch(problem -> problem.kind() == SourceProblem.Kind.UNREADABLE)) {
            return SOURCE_DAMAGED;
        }
        return failOnConflict && report.count(Kind.CONFLICTS) > 0 ? CONFLICTS : DONE;
    }

    private static boolean hasListFaults(Tally report) {
        return report.count(Kind.NAMED_ONLY) > 0 || report.count(Kind.AMBIGUOUS) > 0;
    }
}
