// SPDX-License-Identifier: Apache-2.0
package dev.salvor.resolve;

import dev.salvor.outcome.Outcome;

/** A source does not hold, whole and readable, what an image needs; or not any more. It ends in the outcome of an image. */
public final class SourceFaultException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Outcome outcome;

    public SourceFaultException(Outcome outcome) {
        super(outcome.toString(), null, false, false);
        this.outcome = outcome;
    }

    public Outcome outcome() {
        return outcome;
    }
}
