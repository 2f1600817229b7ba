// SPDX-License-Identifier: Apache-2.0
package dev.salvor.image;

/**
 * How deep indexes may lie in indexes: so many of them in a row.
 *
 * <p>No specification has a bound, but an image of more levels than threads have stack would end the run for all others. Real ones have
 * one level, or two where a tool indexes indexes.
 */
public final class Nesting {
    public static final int MOST = 32;

    public static final String TOO_DEEP =
            "indexes in indexes, more than " + MOST + " levels deep: salvor follows no more";

    private Nesting() {}
}
