// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

/** The form of a result. */
public enum Format {
    /** For people. */
    TABLE,
    /** For programs; its field names are an API: added to, never renamed. */
    JSON,
    /** For pipes: {@code repository:tag} lines. */
    NAMES
}
