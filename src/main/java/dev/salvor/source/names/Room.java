// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

/** How arrays grow whose length is not known before. */
final class Room {
    /** The longest array that every JVM has. */
    private static final int MOST = Integer.MAX_VALUE - 8;

    private Room() {}

    static int more(int now) {
        return (int) Math.min(MOST, now + now / 2L + 1);
    }
}
