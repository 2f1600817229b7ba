// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

/** Ends a request with this answer. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Answer answer;

    Refusal(Answer answer) {
        super(String.valueOf(answer.status()), null, false, false);
        this.answer = answer;
    }

    Refusal(int status, String code, String message) {
        this(Answer.error(status, code, message));
    }

    static Refusal notFound(String message) {
        return new Refusal(404, "NOT_FOUND", message);
    }

    static Refusal badRequest(String message) {
        return new Refusal(400, "BAD_REQUEST", message);
    }

    static Refusal unprocessable(String message) {
        return new Refusal(422, "UNPROCESSABLE_ENTITY", "validation failure list:\n" + message);
    }

    static Refusal forbidden(String message) {
        return new Refusal(403, "FORBIDDEN", message);
    }

    static Refusal denied(String message) {
        return new Refusal(403, "DENIED", message);
    }

    static Refusal precondition(String message) {
        return new Refusal(412, "PRECONDITION", message);
    }

    Answer answer() {
        return answer;
    }
}
