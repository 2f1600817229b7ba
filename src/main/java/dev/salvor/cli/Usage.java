// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

/** What was typed makes no sense together. */
final class Usage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String advice;

    Usage(String message, String advice) {
        super(message);
        this.advice = advice;
    }

    String advice() {
        return advice;
    }
}
