// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file system of its own that is mounted for a test: tests that want one are skipped where nobody may mount. */
public final class SmallDisk implements AutoCloseable {
    private static final int EXFAT_BYTES = 64 << 20;

    private final Path directory;
    private final Optional<String> device;

    private SmallDisk(Path directory, Optional<String> device) {
        this.directory = directory;
        this.device = device;
    }

    /** In memory. @param options of mount, such as {@code size=1m,nr_inodes=50} */
    public static SmallDisk inMemory(Path directory, String options) {
        assumeThat(run("mount", "-t", "tmpfs", "-o", options, "tmpfs", directory.toString()))
                .as("a mounted tmpfs")
                .isPresent();
        return new SmallDisk(directory, Optional.empty());
    }

    /** As sticks have it: no links, no colons in names, and cases are not told apart. @param scratch for its image */
    public static SmallDisk exfat(Path directory, Path scratch) {
        Path image = scratch.resolve("exfat.img");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(EXFAT_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assumeThat(run("mkfs.exfat", image.toString())).as("an exFAT").isPresent();
        Optional<String> device = run("losetup", "-f", "--show", image.toString());
        assumeThat(device).as("a loop device").isPresent();
        SmallDisk disk = new SmallDisk(directory, device);
        boolean isMounted = run("mount", "-t", "exfat", device.get(), directory.toString())
                .or(() -> run("mount.exfat-fuse", device.get(), directory.toString()))
                .isPresent();
        if (!isMounted) {
            disk.detach();
        }
        assumeThat(isMounted).as("a mounted exFAT").isTrue();
        return disk;
    }

    /** Gives it other options while it is mounted. */
    public void change(String options) {
        run("mount", "-o", "remount," + options, directory.toString())
                .orElseThrow(() -> new IllegalStateException("cannot remount " + directory + " with " + options));
    }

    /** @return what it said; empty if it failed, or there is no such program */
    private static Optional<String> run(String... command) {
        try {
            Command ended = Command.run(Path.of("/"), command);
            return Optional.of(ended.output().strip()).filter(_ -> ended.succeeded());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void detach() {
        device.ifPresent(its -> run("losetup", "-d", its));
    }

    @Override
    public void close() {
        // lazily, should a test that failed still have a file open
        if (run("umount", directory.toString()).isEmpty() && Files.exists(directory)) {
            run("umount", "-l", directory.toString());
        }
        detach();
    }
}
