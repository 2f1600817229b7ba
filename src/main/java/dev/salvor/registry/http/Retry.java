// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.io.IOException;

/** Sends again what failed for a moment. */
public final class Retry implements Sender {
    private final RetryRules rules;
    private final Sender next;

    public Retry(RetryRules rules, Sender next) {
        this.rules = rules;
        this.next = next;
    }

    @Override
    public Answer send(Request request) throws IOException {
        return rules.call(request, () -> next.send(request));
    }
}
