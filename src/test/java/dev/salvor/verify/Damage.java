// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.lab.StorageFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What can happen to a file of a storage. */
public interface Damage {
    void to(Path file) throws IOException;

    default void plant(Path file) {
        try {
            to(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One bit. */
    static Damage flip() {
        return file -> {
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
        };
    }

    /**
     * Of the file of a layer, by the name of the fault that each is, with what tells it from others behind it.
     *
     * @param outside a directory of no storage
     */
    static Map<String, Damage> ofLayers(StorageFiles files, Path outside) {
        Map<String, Damage> all = new LinkedHashMap<>();
        all.put("MISSING", Files::delete);
        all.put("MISSING-with-directory", file -> {
            Files.delete(file);
            Files.delete(file.getParent());
        });
        all.put("ZERO_BYTES", file -> Files.write(file, new byte[0]));
        all.put("TRUNCATED", file -> files.truncate(file, 10));
        all.put("TOO_LONG", file -> files.append(file, "more"));
        all.put("UNREADABLE-directory", files::makeUnreadable);
        all.put("UNREADABLE-fifo", file -> {
            Files.delete(file);
            make("mkfifo", file.toString());
        });
        all.put("UNREADABLE-device", file -> {
            Files.delete(file);
            make("mknod", file.toString(), "c", "1", "5");
        });
        all.put("UNREADABLE-link-outside", file -> {
            Path moved = Files.move(file, outside.resolve("data"));
            Files.createSymbolicLink(file, moved);
        });
        return all;
    }

    private static void make(String... command) throws IOException {
        assertThat(new ProcessBuilder(command).start().onExit().join().exitValue())
                .isZero();
    }
}
