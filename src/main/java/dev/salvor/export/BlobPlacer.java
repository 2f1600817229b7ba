// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.content.Content;
import dev.salvor.image.Blob;
import dev.salvor.outcome.BlobCounts;
import dev.salvor.registry.RefusedException;
import dev.salvor.resolve.SourceFaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** Puts blobs where an export wants them: links to the source's files, else links to one copy, else a copy each. */
final class BlobPlacer {
    private final SourceLinks links;
    private final CopiedBlobs copies;
    private final boolean linksInside;
    private final BlobCounts counts;
    private final LongConsumer bytes;

    /** @param linksInside whether the export's own file system knows hard links */
    BlobPlacer(SourceLinks links, CopiedBlobs copies, boolean linksInside, BlobCounts counts, LongConsumer bytes) {
        this.links = links;
        this.copies = copies;
        this.linksInside = linksInside;
        this.counts = counts;
        this.bytes = bytes;
    }

    /** @param file is made */
    void place(Blob blob, Content content, Path file)
            throws RefusedException, SourceFaultException, InterruptedException {
        if (links.link(content, file)) {
            counts.mounted(blob);
            bytes.accept(blob.size());
        } else if (linksInside) {
            linkCopy(blob, content, file);
        } else {
            copy(blob, content, file);
        }
    }

    private void copy(Blob blob, Content content, Path file)
            throws RefusedException, SourceFaultException, InterruptedException {
        Copying.copy(blob.digest(), content, file, bytes);
        counts.sent(blob);
    }

    private void linkCopy(Blob blob, Content content, Path file)
            throws RefusedException, SourceFaultException, InterruptedException {
        long[] copied = {0};
        Path copy = copies.copy(blob.digest(), content, read -> {
            copied[0] += read;
            bytes.accept(read);
        });
        try {
            Files.createLink(file, copy);
        } catch (IOException e) {
            if (!FileFault.isTooManyLinks(e)) {
                throw FileFault.of(file, e);
            }
            copies.forget(blob.digest());
            copy(blob, content, file);
            return;
        }
        if (copied[0] > 0 || blob.size() == 0) {
            counts.sent(blob);
        } else {
            counts.mounted(blob);
            bytes.accept(blob.size());
        }
    }
}
