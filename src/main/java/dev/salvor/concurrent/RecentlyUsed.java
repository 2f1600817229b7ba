// SPDX-License-Identifier: Apache-2.0
package dev.salvor.concurrent;

import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps so many entries at most: what was not used for the longest time goes first. A reading is a use, so that readers need its lock as well. */
public final class RecentlyUsed<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    private final int most;

    public RecentlyUsed(int most) {
        super(16, 0.75f, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
