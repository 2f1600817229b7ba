// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

/** The registry said no to one request. It ends in the outcome of an image, never at the user as an exception. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    public RefusedException(Refusal refusal) {
        super(refusal.reason().title() + ": " + refusal.words());
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
