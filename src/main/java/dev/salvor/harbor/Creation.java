// SPDX-License-Identifier: Apache-2.0
package dev.salvor.harbor;

/** How the attempt to create a project ended. */
public sealed interface Creation {
    record Created() implements Creation {}

    /** Somebody was faster, or it was there and not visible. */
    record Existed() implements Creation {}

    /**
     * There is no such project now.
     *
     * @param words Harbor's own; untrusted
     */
    record Refused(int status, String words) implements Creation {}

    /**
     * Harbor, or what stands before it, did not say in several attempts; the project may be there.
     *
     * @param status 0 if no answer came
     * @param words Harbor's own; untrusted
     */
    record Unknown(int status, String words) implements Creation {}
}
