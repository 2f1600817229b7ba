// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

/** What {@code verify} is to read to the last byte. */
enum Contents {
    NONE,
    /** The storage; with a registry, that one instead. */
    ONE,
    BOTH
}
