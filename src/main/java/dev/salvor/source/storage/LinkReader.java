// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import dev.salvor.IoReason;
import dev.salvor.image.Digest;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.disk.Enclosure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;

/** Reads link files, and takes what is most of a digest for one where the blob that it names exists. */
final class LinkReader {
    /** A link with a sha512 digest has 135 bytes, twice that in UTF-16; the rest is room for padding. */
    private static final int MAX_BYTES = 1024;

    private final Enclosure enclosure;
    private final BlobFiles blobs;

    LinkReader(Enclosure enclosure, BlobFiles blobs) {
        this.enclosure = enclosure;
        this.blobs = blobs;
    }

    /** One way to a file. */
    private interface Way {
        Enclosure.Entry to(Path file) throws IOException;
    }

    Link read(Path file) {
        return read(file, enclosure::find);
    }

    /** The same, cheaper where many links are below one directory. */
    Link read(Path file, Enclosure.Anchor anchor) {
        return read(file, link -> enclosure.find(link, anchor));
    }

    private Link read(Path file, Way way) {
        try {
            Enclosure.Entry found = way.to(file);
            // Looked at before it is opened: to open a FIFO blocks.
            if (!found.attributes().isRegularFile()) {
                return new Link.Unreadable("not a regular file");
            }
            long size = found.attributes().size();
            if (size > MAX_BYTES) {
                return new Link.Damaged("has " + size + " bytes, which is too long for a digest");
            }
            Instant modified = found.attributes().lastModifiedTime().toInstant();
            return parse(LinkText.of(bytes(found.path(), (int) size)), modified);
        } catch (NoSuchFileException e) {
            return new Link.Missing();
        } catch (FileSystemException e) {
            return isFileInTheWay(file.getParent()) ? new Link.Missing() : new Link.Unreadable(IoReason.of(e));
        } catch (IOException e) {
            return new Link.Unreadable(IoReason.of(e));
        }
    }

    /** Opens, reads and closes: a stream asks for position and size besides, which is dear where tags are many. */
    private static byte[] bytes(Path file, int size) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(size);
        try (SeekableByteChannel channel =
                Files.newByteChannel(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            while (content.hasRemaining() && channel.read(content) >= 0) {
                // A read may give less than there is.
                continue;
            }
        }
        return Arrays.copyOf(content.array(), content.position());
    }

    private static boolean isFileInTheWay(Path directory) {
        return Files.exists(directory) && !Files.isDirectory(directory);
    }

    private Link parse(LinkText text, Instant modified) {
        if (text.isEmpty()) {
            return new Link.Empty(modified);
        }
        return text.digest()
                .<Link>map(digest -> new Link.Readable(digest, modified, text.isPadded()))
                .or(() -> text.guess().filter(blobs::has).map(digest -> new Link.Readable(digest, modified, true)))
                .orElseGet(() -> new Link.Damaged(text.quoted()));
    }

    /** How a link is told about that registries refuse. */
    static SourceProblem repaired(Path file, Link.Readable link) {
        return SourceProblem.repaired(
                file, "does not hold just a digest, which registries refuse; read as " + link.digest());
    }

    boolean hasBlob(Digest digest) {
        return blobs.has(digest);
    }
}
