// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import dev.salvor.Failure;
import dev.salvor.registry.RefusedException;
import dev.salvor.registry.problem.ProblemException;

/** Why nothing can go on, and what to do. */
public final class FailureText {
    private FailureText() {}

    /** What happened, where. */
    public static String message(Failure failure) {
        return failure.getCause() instanceof ProblemException told
                ? failure.getMessage() + ProblemText.option(told.problem())
                : failure.getMessage();
    }

    /** One or more lines; empty if there is nothing to say. */
    public static String advice(Failure failure) {
        return switch (failure.getCause()) {
            case ProblemException told -> ProblemText.advice(told.problem());
            case RefusedException refused ->
                RefusalText.advice(refused.refusal().reason());
            case null, default -> failure.advice();
        };
    }
}
