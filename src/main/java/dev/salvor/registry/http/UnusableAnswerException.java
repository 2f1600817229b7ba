// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.io.IOException;

/** An answer came, and it makes no sense: another try would bring the same. */
public final class UnusableAnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    public UnusableAnswerException(String message) {
        super(message);
    }
}
