// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.io.IOException;

/** The file of a body could not be read to its end: not the network's fault, so no retry helps. */
public final class UnreadableSourceException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadableSourceException(String message, IOException cause) {
        super(message, cause);
    }
}
