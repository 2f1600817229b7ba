// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

/** What to ask of the target after an image was pushed. */
public enum Verification {
    /** Its 201 is enough. */
    NONE,
    /** A HEAD for each manifest and blob: they are there, in their size. */
    HEAD,
    /** All their bytes, which counts as a pull in Harbor. */
    BYTES
}
