// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PauseNoticesTest {
    private Instant now = Instant.EPOCH;
    private final List<String> told = new ArrayList<>();
    private final PauseNotices notices = new PauseNotices("the registry", () -> now, told::add);

    @Test
    void whatManyRequestsMeetIsToldOnceUntilItIsOver() {
        notices.tell(Duration.ofSeconds(40), 429);
        now = now.plusSeconds(39);
        notices.tell(Duration.ofSeconds(40), 503);
        assertThat(told).containsExactly("the registry asks to wait 40 s (429)");
        now = now.plusSeconds(1);
        notices.tell(Duration.ofSeconds(5), 503);
        assertThat(told).hasSize(2).last().isEqualTo("the registry asks to wait 5 s (503)");
    }
}
