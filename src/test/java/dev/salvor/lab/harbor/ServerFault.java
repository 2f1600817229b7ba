// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** What goes wrong on the way, or in Harbor: answers in place of the server's own. Nothing behind is asked then. */
@FunctionalInterface
public interface ServerFault {
    /** Nothing goes wrong. */
    ServerFault NONE = _ -> Optional.empty();

    /**
     * A request.
     *
     * @param path with the query
     * @param length of its body in bytes
     */
    record Asked(String method, String path, long length) {}

    /** Called once per request; empty to let it pass. */
    Optional<HttpAnswer> answer(Asked asked);

    /** Of the requests with this method and a path that has this part, the first ones are answered so. */
    static ServerFault first(int times, String method, String part, HttpAnswer answer) {
        AtomicInteger left = new AtomicInteger(times);
        return asked -> asked.method().equals(method) && asked.path().contains(part) && left.getAndDecrement() > 0
                ? Optional.of(answer)
                : Optional.empty();
    }

    /** All of them. */
    static ServerFault always(String method, String part, HttpAnswer answer) {
        return asked ->
                asked.method().equals(method) && asked.path().contains(part) ? Optional.of(answer) : Optional.empty();
    }

    /** A proxy on the way takes bodies up to so many bytes. */
    static ServerFault bodyLimit(long bytes) {
        HttpAnswer refusal =
                HttpAnswer.text(413, "text/html", "<html><body>413 Request Entity Too Large</body></html>");
        return asked -> asked.length() > bytes ? Optional.of(refusal) : Optional.empty();
    }

    /** The other one where this one lets pass. */
    default ServerFault or(ServerFault other) {
        return asked -> answer(asked).or(() -> other.answer(asked));
    }
}
