// SPDX-License-Identifier: Apache-2.0
package dev.salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

class IoReasonTest {
    @Test
    void putsPermissionIntoWords() {
        assertThat(IoReason.of(new AccessDeniedException("/file"))).isEqualTo("permission denied");
    }

    @Test
    void passesOnWhatTheSystemSaid() {
        assertThat(IoReason.of(new FileSystemException("/file", null, "Stale file handle")))
                .isEqualTo("Stale file handle");
    }

    @Test
    void saysSomethingWhereTheJdkSaysNothing() {
        assertThat(IoReason.of(new FileSystemException("/file"))).isEqualTo("input/output error");
        assertThat(IoReason.of(new IOException())).isEqualTo("input/output error");
    }
}
