// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.io.IOException;

/** The token service answered that it is in trouble: that says nothing of the login, and may pass. */
public final class TokenServiceAnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    TokenServiceAnswerException(String message, Answer answer) {
        super(message);
        this.answer = answer;
    }

    TokenServiceAnswerException waitedFor() {
        TokenServiceAnswerException same = new TokenServiceAnswerException(getMessage(), answer.waitedFor());
        same.initCause(this);
        return same;
    }

    public Answer answer() {
        return answer;
    }
}
