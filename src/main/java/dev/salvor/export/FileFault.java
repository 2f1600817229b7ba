// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.IoReason;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What it means for a run that files cannot be written. The words are the C library's: glibc's, and musl's in the static binary. */
final class FileFault {
    private static final List<String> FULL = List.of("no space left", "quota exceeded");
    private static final List<String> READ_ONLY = List.of("read-only file system", "input/output error", "i/o error");
    private static final String NO_READER = "broken pipe";
    private static final String TOO_MANY_LINKS = "too many links";

    private FileFault() {}

    static boolean isFull(IOException e) {
        return says(e, FULL);
    }

    /** A file has as many names as its file system allows: 65,000 in ext4. */
    static boolean isTooManyLinks(IOException e) {
        return says(e, List.of(TOO_MANY_LINKS));
    }

    /** What it means for a stream, of which nothing is any good without its end. */
    static Refusal.Reason ofStream(IOException e) {
        return isFull(e)
                ? Refusal.Reason.NO_SPACE
                : says(e, List.of(NO_READER)) ? Refusal.Reason.NO_READER : Refusal.Reason.FILE_SYSTEM;
    }

    /** @throws InterruptedException if it is only that the run was interrupted */
    static RefusedException of(Path file, IOException e) throws InterruptedException {
        if (e instanceof ClosedByInterruptException || Thread.currentThread().isInterrupted()) {
            throw new InterruptedException();
        }
        Refusal.Reason reason = isFull(e)
                ? Refusal.Reason.NO_SPACE
                : says(e, READ_ONLY) ? Refusal.Reason.FILE_SYSTEM : Refusal.Reason.FILE;
        return new RefusedException(new Refusal(reason, 0, file + ": " + IoReason.of(e)));
    }

    private static boolean says(IOException e, List<String> words) {
        String reason = IoReason.of(e).toLowerCase(Locale.ROOT);
        return words.stream().anyMatch(reason::contains);
    }
}
