// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

/** Which tags count where no whole dump knows the repository. */
public enum Precedence {
    /** Those that the storage links. */
    DISK,
    /** Those of the lists. */
    FILE,
    /** Both; of a tag that both have, what a list says. */
    BOTH
}
