// SPDX-License-Identifier: Apache-2.0
package dev.salvor.harbor;

import java.util.Map;

/**
 * A list of things by a name of their own, such as that of their project.
 *
 * @param complete whether it has all that the account may see; else it was too long to be read to its end
 */
public record ApiRows<T>(Map<String, T> rows, boolean complete) {
    public ApiRows {
        rows = Map.copyOf(rows);
    }
}
