// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.progress.SyncProgress;
import dev.salvor.progress.SyncProgress.Phase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    @Test
    void connectingHasNoNumbers() {
        assertThat(line(Phase.CONNECT, 0, 0, 0, TEN_SECONDS)).isEqualTo("connecting");
        assertThat(line(Phase.CATALOG, 0, 0, 0, TEN_SECONDS)).startsWith("waiting for the registry's catalog");
    }

    @Test
    void scanningCountsWhatWasSeen() {
        var snapshot = new SyncProgress.Snapshot(Phase.SCAN, 2, 1204, 1, 30, 0, 0, 0, 0);
        assertThat(ProgressDisplay.line(snapshot, Duration.ZERO))
                .isEqualTo("scanning: 2 repositories, 1,204 tags, 1 compared, 30 looked up");
    }

    @Test
    void aScanOfNamesComparesAndLooksUpNothingAndSaysNothingOfIt() {
        var snapshot = new SyncProgress.Snapshot(Phase.SCAN, 1, 1, 0, 0, 0, 0, 0, 0);
        assertThat(ProgressDisplay.line(snapshot, Duration.ZERO)).isEqualTo("scanning: 1 repository, 1 tag");
    }

    @Test
    void pushingHasRateAndTimeLeftByBytes() {
        assertThat(line(Phase.PUSH, 5, 100 << 20, 400 << 20, TEN_SECONDS))
                .isEqualTo("pushing: 5 of 9 images, 100 MiB of 400 MiB, 10 MiB/s, 30 s left");
    }

    @Test
    void inTheFirstSecondNobodyKnowsTheRate() {
        assertThat(line(Phase.PUSH, 0, 1 << 20, 400 << 20, Duration.ofMillis(900)))
                .isEqualTo("pushing: 0 of 9 images, 1.0 MiB of 400 MiB");
    }

    @Test
    void bytesThatHaveToGoAgainNeverMakeANegativeRate() {
        assertThat(line(Phase.PUSH, 0, -5, 400 << 20, TEN_SECONDS)).doesNotContain("/s", "left");
    }

    @Test
    void onceAllBytesAreSentNoTimeIsLeft() {
        assertThat(line(Phase.PUSH, 8, 4096, 4096, TEN_SECONDS))
                .isEqualTo("pushing: 8 of 9 images, 4.0 KiB of 4.0 KiB");
    }

    @Test
    void bytesAreNotToldOfWhereNoneWillGo() {
        assertThat(line(Phase.PUSH, 3, 0, 0, Duration.ofSeconds(10))).isEqualTo("pushing: 3 of 9 images");
    }

    @Test
    void aShortRunLeavesNothingBehindWhereThereIsNoTerminal() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        ProgressDisplay.start(new Output(stream, stream, false, false), new SyncProgress())
                .close();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private static String line(Phase phase, long images, long bytes, long total, Duration pushing) {
        return ProgressDisplay.line(new SyncProgress.Snapshot(phase, 0, 0, 0, 0, images, 9, bytes, total), pushing);
    }
}
