// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.IoReason;
import dev.salvor.content.Content;
import dev.salvor.outcome.Outcome;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.resolve.SourceFaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Hard links to the source's own files, as long as they can be made; what ends them is told once. */
final class SourceLinks {
    private final LinkMode mode;
    private final Consumer<String> notices;
    private final AtomicBoolean working;
    private final AtomicBoolean toldOfFirst = new AtomicBoolean();
    private final AtomicBoolean toldOfMany = new AtomicBoolean();

    /** @param notices hears what the user should know of them, a line each */
    SourceLinks(LinkMode mode, Consumer<String> notices) {
        this.mode = mode;
        this.notices = notices;
        this.working = new AtomicBoolean(mode != LinkMode.COPY);
    }

    /**
     * Makes one, if the content is a file that can have one.
     *
     * @return whether it was made; else it is to be copied
     * @throws RefusedException if there must be links
     */
    boolean link(Content content, Path file) throws RefusedException, SourceFaultException, InterruptedException {
        Optional<Path> original = content.file();
        if (!working.get()) {
            return false;
        }
        if (original.isEmpty()) {
            return mode == LinkMode.HARD && giveUp(file, "it is a part of another file, or comes from elsewhere");
        }
        try {
            Files.createLink(file, original.get());
            if (toldOfFirst.compareAndSet(false, true)) {
                notices.accept(
                        "the exported blobs are hard links to the registry's own files: chown, chmod or a change there (also"
                                + " chown -R on the directory) changes the registry's");
            }
            return true;
        } catch (UnsupportedOperationException e) {
            return giveUp(file, "they are not supported here");
        } catch (IOException e) {
            return failed(original.get(), file, e);
        }
    }

    private boolean failed(Path original, Path file, IOException e)
            throws RefusedException, SourceFaultException, InterruptedException {
        if (!Files.exists(original)) {
            throw new SourceFaultException(new Outcome.Damaged(original + " is missing"));
        }
        if (FileFault.isFull(e)) {
            throw FileFault.of(file, e);
        }
        if (FileFault.isTooManyLinks(e)) {
            if (toldOfMany.compareAndSet(false, true)) {
                notices.accept(original
                        + " has as many names as its file system allows: it is copied, and so are others like it");
            }
            return false;
        }
        return giveUp(file, IoReason.of(e));
    }

    private boolean giveUp(Path file, String reason) throws RefusedException {
        if (mode == LinkMode.HARD) {
            throw new RefusedException(new Refusal(Refusal.Reason.NO_LINKS, 0, "no hard link " + file + ": " + reason));
        }
        if (working.compareAndSet(true, false)) {
            notices.accept("no hard links to the storage's files can be made (" + reason + "): blobs are copied");
        }
        return false;
    }
}
