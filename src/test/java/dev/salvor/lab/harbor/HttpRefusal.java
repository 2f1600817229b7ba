// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

/** Ends a request with this answer. */
final class HttpRefusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient HttpAnswer answer;

    HttpRefusal(HttpAnswer answer) {
        super(String.valueOf(answer.status()), null, false, false);
        this.answer = answer;
    }

    HttpRefusal(int status, String code, String message) {
        this(HttpAnswer.error(status, code, message));
    }

    static HttpRefusal notFound(String message) {
        return new HttpRefusal(404, "NOT_FOUND", message);
    }

    static HttpRefusal badRequest(String message) {
        return new HttpRefusal(400, "BAD_REQUEST", message);
    }

    static HttpRefusal unprocessable(String message) {
        return new HttpRefusal(422, "UNPROCESSABLE_ENTITY", "validation failure list:\n" + message);
    }

    static HttpRefusal forbidden(String message) {
        return new HttpRefusal(403, "FORBIDDEN", message);
    }

    static HttpRefusal denied(String message) {
        return new HttpRefusal(403, "DENIED", message);
    }

    static HttpRefusal precondition(String message) {
        return new HttpRefusal(412, "PRECONDITION", message);
    }

    HttpAnswer answer() {
        return answer;
    }
}
