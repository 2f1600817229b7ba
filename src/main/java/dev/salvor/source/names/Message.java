// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.salvor.IoReason;
import java.io.EOFException;
import java.io.IOException;

/** Why a list cannot be read further, in a line. */
final class Message {
    private Message() {}

    /** Jackson's own words go on about itself after the first line. */
    static String of(IOException e) {
        if (e instanceof JsonProcessingException json) {
            String where = json.getLocation() == null
                    ? ""
                    : " at line " + json.getLocation().getLineNr();
            return json.getOriginalMessage().lines().findFirst().orElse("it is no JSON") + where;
        }
        return e instanceof EOFException && e.getMessage() == null ? "it is cut" : IoReason.of(e);
    }
}
