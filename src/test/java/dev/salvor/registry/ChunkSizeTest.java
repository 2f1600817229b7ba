// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkSizeTest {
    private static final long MIB = 1 << 20;

    private final List<String> notices = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"5000, 32", "33, 32", "32, 16", "20, 16", "16, 8", "3, 2", "2, 1"})
    void becomesTheNextPowerOfTwoBelowWhatWasRefused(long refused, long then) {
        ChunkSize size = new ChunkSize(0, notices::add);
        assertThat(size.becomesLessThan(refused * MIB)).isTrue();
        assertThat(size.most()).isEqualTo(then * MIB);
    }

    @Test
    void doesNotBecomeLessThanWhatNginxTakesByDefault() {
        ChunkSize size = new ChunkSize(0, notices::add);
        assertThat(size.becomesLessThan(MIB + 1)).isTrue();
        assertThat(size.most()).isEqualTo(MIB);
        assertThat(size.becomesLessThan(MIB)).isFalse();
    }

    @Test
    void doesNotGrowAgainByALateRefusalOfMore() {
        ChunkSize size = new ChunkSize(0, notices::add);
        size.becomesLessThan(8 * MIB);
        assertThat(size.becomesLessThan(5000 * MIB)).isTrue();
        assertThat(size.most()).isEqualTo(4 * MIB);
    }

    @Test
    void namesTheSettingOnceForEachChange() {
        ChunkSize size = new ChunkSize(0, notices::add);
        size.tookTooLong(100 * MIB);
        size.tookTooLong(100 * MIB);
        size.becomesLessThan(32 * MIB);
        size.becomesLessThan(32 * MIB);
        assertThat(notices).hasSize(2);
        assertThat(notices.getFirst()).contains("504", "100 MiB", "proxy_read_timeout", "proxy-read-timeout", "32 MiB");
        assertThat(notices.getLast()).contains("413", "client_max_body_size", "proxy-body-size", "chunks of 16 MiB");
    }

    @Test
    void whatTheUserAskedForIsKeptWhenItIsLess() {
        ChunkSize size = new ChunkSize(10 * MIB, notices::add);
        size.tookTooLong(9 * MIB);
        assertThat(size.most()).isEqualTo(10 * MIB);
        assertThat(notices).isEmpty();
    }
}
