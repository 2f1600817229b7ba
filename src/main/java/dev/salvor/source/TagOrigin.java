// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source;

/** Who says what a tag stands for. */
public sealed interface TagOrigin {

    /** A link in the storage. */
    record Link() implements TagOrigin {}

    /**
     * A list of names beside the storage.
     *
     * @param list what the user calls it: a file, or stdin
     */
    record Named(String list) implements TagOrigin {}
}
