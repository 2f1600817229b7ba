// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is answered. To a HEAD all but the body is sent, its length too.
 *
 * @param headers without the length of the body
 * @param reason why it is not what was asked for, for whoever runs the registry; empty if it is
 */
public record Reply(int status, Map<String, String> headers, ReplyBody body, String reason) {
    public Reply {
        headers = Map.copyOf(headers);
    }

    static Reply of(int status, Map<String, String> headers, ReplyBody body) {
        return new Reply(status, headers, body, "");
    }

    /** The same, with one header more. */
    public Reply with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, body, reason);
    }
}
