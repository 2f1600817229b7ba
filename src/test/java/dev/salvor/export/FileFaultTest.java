// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.registry.Refusal;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileFaultTest {
    @ParameterizedTest
    @CsvSource({
        "Broken pipe, NO_READER",
        "No space left on device, NO_SPACE",
        "Disk quota exceeded, NO_SPACE",
        "Input/output error, FILE_SYSTEM",
        "I/O error, FILE_SYSTEM"
    })
    void aStreamEndsForWhatTheSystemSays(String words, Refusal.Reason reason) {
        assertThat(FileFault.ofStream(new IOException(words))).isEqualTo(reason);
    }
}
