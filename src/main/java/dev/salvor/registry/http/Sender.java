// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.io.IOException;

/** Sends one request and reads its answer whole. */
@FunctionalInterface
public interface Sender {

    /** @throws IOException if no answer came, or only a part of one */
    Answer send(Request request) throws IOException;
}
