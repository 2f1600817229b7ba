// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import dev.salvor.Failure;
import dev.salvor.registry.RefusedException;

/** What to do when nothing can go on. */
public final class FailureText {
    private FailureText() {}

    /** One or more lines; empty if there is nothing to say. */
    public static String advice(Failure failure) {
        return failure.getCause() instanceof RefusedException refused
                ? RefusalText.advice(refused.refusal().reason())
                : failure.advice();
    }
}
