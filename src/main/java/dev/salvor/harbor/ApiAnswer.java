// SPDX-License-Identifier: Apache-2.0
package dev.salvor.harbor;

import java.util.Optional;
import java.util.function.Function;

/** What Harbor's API makes of a question. A no is a fact, not a failure: much of the API is not for every account. */
public sealed interface ApiAnswer<T> {

    /** The status of an answer that is fine and empty. */
    int NO_BODY = 204;

    record Given<T>(T value) implements ApiAnswer<T> {}

    /**
     * No answer to the question.
     *
     * @param status 0 if nothing came that makes sense
     * @param words Harbor's own; untrusted
     */
    record Withheld<T>(int status, String words) implements ApiAnswer<T> {}

    default Optional<T> given() {
        return this instanceof Given<T>(T value) ? Optional.of(value) : Optional.empty();
    }

    /** @param function may return null where an answer without a body, such as that of a proxy, has nothing to say */
    default <R> ApiAnswer<R> map(Function<T, R> function) {
        return switch (this) {
            case Given<T>(T value) -> {
                R mapped = function.apply(value);
                yield mapped == null ? new Withheld<>(NO_BODY, "") : new Given<>(mapped);
            }
            case Withheld<T>(int status, String words) -> new Withheld<>(status, words);
        };
    }
}
