// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.content.FileContent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentEntityTest {
    private static final int WRITES = 20;
    private static final int SIZE = WRITES * (128 << 10);
    private static final Duration PATIENCE = Duration.ofMillis(400);
    private static final Duration PER_WRITE = Duration.ofMillis(40);

    @TempDir
    Path directory;

    /** Takes its time, as a slow network does. */
    private static final class Slow extends OutputStream {
        private int writes;

        @Override
        public void write(int each) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            writes++;
            LockSupport.parkNanos(PER_WRITE.toNanos());
        }
    }

    @Test
    void aSlowUploadIsNotCutHoweverLongItTakes() throws IOException {
        Path file = Files.write(directory.resolve("blob"), new byte[SIZE]);
        AtomicLong sent = new AtomicLong();
        AtomicInteger cut = new AtomicInteger();
        Slow out = new Slow();
        try (Watchdog watchdog = new Watchdog(PATIENCE)) {
            Body.Streamed body = new Body.Streamed(new FileContent(file, SIZE), sent::addAndGet);
            new ContentEntity(body, () -> watchdog.watch(cut::incrementAndGet)).writeTo(out);
        }
        assertThat(out.writes).isEqualTo(WRITES);
        assertThat(sent).hasValue(SIZE);
        assertThat(cut).hasValue(0);
    }
}
