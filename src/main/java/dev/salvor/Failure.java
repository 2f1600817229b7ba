// SPDX-License-Identifier: Apache-2.0
package dev.salvor;

/**
 * Nothing can go on. What concerns one image only is an outcome instead, and what is absent is an {@code Optional}.
 *
 * <p>The message says what and where, quoting the input; {@link #advice()} says what to try. The case decides the exit code.
 */
public abstract sealed class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String advice;

    private Failure(String message, String advice, Throwable cause) {
        super(message, cause);
        this.advice = advice;
    }

    /** What the user can try, one or more lines; empty if there is nothing to say, or the cause says it. */
    public String advice() {
        return advice;
    }

    /** The source, or what was typed about it, cannot be used. */
    public static final class Source extends Failure {
        private static final long serialVersionUID = 1L;

        public Source(String message, String advice) {
            super(message, advice, null);
        }

        public Source(String message, String advice, Throwable cause) {
            super(message, advice, cause);
        }

        public Source(String message, Throwable cause) {
            super(message, "", cause);
        }
    }

    /** The registry refuses the login. */
    public static final class Denied extends Failure {
        private static final long serialVersionUID = 1L;

        public Denied(String message, String advice) {
            super(message, advice, null);
        }

        public Denied(String message, Throwable cause) {
            super(message, "", cause);
        }
    }

    /** The registry cannot be reached, or not be trusted (TLS). */
    public static final class Unavailable extends Failure {
        private static final long serialVersionUID = 1L;

        public Unavailable(String message, String advice, Throwable cause) {
            super(message, advice, cause);
        }

        public Unavailable(String message, Throwable cause) {
            super(message, "", cause);
        }
    }

    /** What answers is no registry, or answers what no registry may answer. */
    public static final class Rejected extends Failure {
        private static final long serialVersionUID = 1L;

        public Rejected(String message, String advice) {
            super(message, advice, null);
        }

        public Rejected(String message, Throwable cause) {
            super(message, "", cause);
        }
    }
}
