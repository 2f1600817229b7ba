// SPDX-License-Identifier: Apache-2.0
package dev.salvor.plan;

/** How the blobs of a plan's images come to be on the target. */
public enum Delivery {
    /** Those that it lacks are mounted or sent. */
    SENT,
    /** They lie there: the target was put on the storage that is read, and only its database knows nothing of them. */
    IN_PLACE
}
