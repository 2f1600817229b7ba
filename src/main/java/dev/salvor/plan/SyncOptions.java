// SPDX-License-Identifier: Apache-2.0
package dev.salvor.plan;

import dev.salvor.select.Selection;
import dev.salvor.select.TargetNames;

/**
 * What a user decides about a sync.
 *
 * @param selection by the names of the storage
 * @param names of the repositories on the target, with the prefix of its endpoint
 * @param jobs requests in flight at most, and reads from disk at once
 */
public record SyncOptions(Selection selection, TargetNames names, ComparePolicy policy, int jobs) {
    public SyncOptions {
        if (jobs < 1) {
            throw new IllegalArgumentException("jobs is " + jobs);
        }
    }
}
