// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import dev.salvor.serve.AccessRecord;
import java.time.temporal.ChronoUnit;

/** A line for each request that was served, for people. */
public final class AccessText implements AccessRecord.Log {
    private final Output output;

    public AccessText(Output output) {
        this.output = output;
    }

    @Override
    public void add(AccessRecord access) {
        output.tell(line(access));
    }

    @Override
    public void lost(long count) {
        output.warn(count + " lines of the log of requests are lost: they came faster than they were read");
    }

    /** Time, client, user, request, status, bytes, milliseconds, the client's own name, and what is wrong. */
    static String line(AccessRecord access) {
        return access.at().truncatedTo(ChronoUnit.MILLIS) + " " + access.client() + " "
                + access.user().orElse("-") + " " + access.method() + " " + access.target() + " " + access.status()
                + " "
                + access.bytes().map(String::valueOf).orElse("cut") + " "
                + access.took().toMillis() + "ms \""
                + access.agent().replace("\"", "\\\"") + "\""
                + (access.reason().isEmpty() ? "" : " " + access.reason());
    }
}
