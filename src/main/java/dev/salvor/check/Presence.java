// SPDX-License-Identifier: Apache-2.0
package dev.salvor.check;

/** Whether a project is there. */
sealed interface Presence {
    /** @param proxyCache whether nobody may push there */
    record There(boolean proxyCache) implements Presence {}

    record Missing() implements Presence {}

    /** Missing, and a sync would make it. */
    record ToBeCreated() implements Presence {}

    record Created() implements Presence {}

    /**
     * Missing, and Harbor did not let us make it.
     *
     * @param words Harbor's own
     */
    record NotCreated(int status, String words) implements Presence {}

    /**
     * It was missing, and whether it could be made Harbor did not say.
     *
     * @param status 0 if no answer came
     * @param words Harbor's own
     */
    record MaybeCreated(int status, String words) implements Presence {}

    /** Harbor does not tell this account. */
    record Unknown() implements Presence {}

    default boolean isMissing() {
        return switch (this) {
            case Missing _, ToBeCreated _, NotCreated _ -> true;
            case There _, Created _, MaybeCreated _, Unknown _ -> false;
        };
    }
}
