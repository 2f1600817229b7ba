// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.serve.AccessRecord;

/** A line of JSON for each request that was served, on stdout while it goes. */
public final class AccessJson implements AccessRecord.Log {
    private final Output output;

    public AccessJson(Output output) {
        this.output = output;
    }

    @Override
    public void add(AccessRecord access) {
        output.line(line(access));
    }

    @Override
    public void lost(long count) {
        output.warn(count + " lines of the log of requests are lost: they came faster than they were read");
    }

    static String line(AccessRecord access) {
        ObjectNode line = Json.object();
        line.put("type", "request")
                .put("time", access.at().toString())
                .put("client", access.client())
                .put("user", access.user().orElse(null))
                .put("method", access.method())
                .put("target", access.target())
                .put("status", access.status())
                .put("bytes", access.bytes().orElse(null))
                .put("seconds", access.took().toMillis() / 1000.0)
                .put("agent", access.agent())
                .put("reason", access.reason().isEmpty() ? null : access.reason());
        return Json.line(line);
    }
}
