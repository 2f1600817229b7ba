// SPDX-License-Identifier: Apache-2.0
package dev.salvor.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentlyUsedTest {
    @Test
    void whatWasNotUsedForTheLongestTimeGoesFirst() {
        RecentlyUsed<String, Integer> kept = new RecentlyUsed<>(2);
        kept.put("a", 1);
        kept.put("b", 2);
        assertThat(kept.get("a")).isEqualTo(1);
        kept.put("c", 3);
        assertThat(kept).containsOnlyKeys("a", "c");
    }
}
