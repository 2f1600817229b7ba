// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salvor.export.Packing;
import dev.salvor.lab.Command;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Syncs out of pipes, into which a thread writes. */
final class PipedSync {
    private final Path work;

    /** @param work for the pipes */
    PipedSync(Path work) {
        this.work = work;
    }

    /** What comes through a pipe. */
    interface Writing {
        void to(OutputStream pipe) throws IOException;
    }

    /** A tar of all images, as an export pipes it. */
    byte[] exported(Path storage) throws IOException {
        Path tar = work.resolve("carried.tar");
        ExportRun.toArchive(storage, tar, Packing.NONE).run();
        return Files.readAllBytes(tar);
    }

    SyncRun.Result push(byte[] tar, String host) throws IOException {
        return push(out -> out.write(tar), host);
    }

    SyncRun.Result push(Writing writing, String host) throws IOException {
        return run(writing, host).push();
    }

    /** A run to be pushed once, whose pipe is written to from now on. */
    SyncRun run(Writing writing, String host) throws IOException {
        Path pipe = Files.createTempDirectory(work, "pipe").resolve("tar");
        assertThat(Command.run(work, "mkfifo", pipe.toString()).succeeded()).isTrue();
        Thread.ofPlatform().daemon().start(() -> {
            try (OutputStream out = Files.newOutputStream(pipe)) {
                writing.to(out);
            } catch (IOException e) {
                // nobody reads any more
            }
        });
        return SyncRun.of(pipe, host);
    }
}
