// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

/** Whether exported blobs are second names of the source's own files. */
public enum LinkMode {
    /** If the file system allows it; else they are copied. */
    AUTO,
    /** Or nothing is exported. */
    HARD,
    /** Never. */
    COPY
}
