// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.outcome.Outcome;

/** The storage does not hold what it held when the image was resolved, or other bytes than it promised. */
final class SourceFaultException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Outcome outcome;

    SourceFaultException(Outcome outcome) {
        super(outcome.toString(), null, false, false);
        this.outcome = outcome;
    }

    Outcome outcome() {
        return outcome;
    }
}
