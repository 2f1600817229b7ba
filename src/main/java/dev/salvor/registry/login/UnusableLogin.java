// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.login;

/** A place for logins cannot be used. The message says why, without a word of its content. */
final class UnusableLogin extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableLogin(String message) {
        super(message);
    }

    UnusableLogin(String message, Throwable cause) {
        super(message, cause);
    }
}
