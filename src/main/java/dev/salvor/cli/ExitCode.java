// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.Failure;
import dev.salvor.outcome.Tally;
import dev.salvor.outcome.Tally.Kind;
import dev.salvor.proof.RegistryProof;
import dev.salvor.source.SourceProblem;
import dev.salvor.verify.VerifiedStorage;
import java.util.List;
import java.util.Optional;

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
                || hidesImages(problems)) {
            return SOURCE_DAMAGED;
        }
        return failOnConflict && report.count(Kind.CONFLICTS) > 0 ? CONFLICTS : DONE;
    }

    /** @param untaggedIsKnown whether repositories that were left out for want of tags are no news */
    static int of(VerifiedStorage verification, boolean untaggedIsKnown) {
        if (verification.findings().lackTags() && !untaggedIsKnown) {
            return NOT_DELIVERED;
        }
        return verification.isWhole() && !hidesImages(verification.findings().problems()) ? DONE : SOURCE_DAMAGED;
    }

    /**
     * What the registry lacks comes first: what the storage itself has damaged is no gap there.
     *
     * @param inStorage what came of reading the storage's content, if it was read
     */
    static int of(RegistryProof proof, Optional<VerifiedStorage> inStorage, boolean untaggedIsKnown) {
        if (!proof.isComplete() || proof.findings().lackTags() && !untaggedIsKnown) {
            return NOT_DELIVERED;
        }
        boolean isWhole = inStorage.map(VerifiedStorage::isWhole).orElse(true);
        return proof.isSourceAtFault()
                        || !isWhole
                        || hidesImages(proof.findings().problems())
                ? SOURCE_DAMAGED
                : DONE;
    }

    private static boolean hidesImages(List<SourceProblem> problems) {
        return problems.stream().anyMatch(problem -> problem.kind() == SourceProblem.Kind.UNREADABLE);
    }

    private static boolean hasListFaults(Tally report) {
        return report.count(Kind.NAMED_ONLY) > 0 || report.count(Kind.AMBIGUOUS) > 0;
    }
}
