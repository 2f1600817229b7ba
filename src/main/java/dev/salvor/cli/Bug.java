// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

/** Something in salvor itself went wrong. Carries what must not end the process by itself, as an {@link Error} would, to where it is told. */
final class Bug extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Bug(Throwable cause) {
        super(cause.toString(), cause);
    }
}
