// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** What goes wrong on the way, or in Harbor: answers in place of the server's own. Nothing behind is asked then. */
@FunctionalInterface
public interface Fault {
    /** Nothing goes wrong. */
    Fault NONE = (_, _) -> Optional.empty();

    /**
     * Called once per request.
     *
     * @param path with the query
     * @return empty to let it pass
     */
    Optional<Answer> answer(String method, String path);

    /** Of the requests with this method and a path that has this part, the first ones are answered so. */
    static Fault first(int times, String method, String part, Answer answer) {
        AtomicInteger left = new AtomicInteger(times);
        return (asked, path) -> asked.equals(method) && path.contains(part) && left.getAndDecrement() > 0
                ? Optional.of(answer)
                : Optional.empty();
    }

    /** All of them. */
    static Fault always(String method, String part, Answer answer) {
        return first(Integer.MAX_VALUE, method, part, answer);
    }

    /** The other one where this one lets pass. */
    default Fault or(Fault other) {
        return (method, path) -> answer(method, path).or(() -> other.answer(method, path));
    }
}
