// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import dev.salvor.IoReason;
import dev.salvor.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/** A link file: its content is a digest and nothing else (protocol.md §1.3). */
sealed interface Link {
    /** A link with a sha512 digest has 135 bytes; the rest is room for padding. */
    int MAX_BYTES = 1024;

    /** How much of a damaged content a message quotes. */
    int QUOTED = 80;

    /**
     * A link that gives a digest.
     *
     * @param digest what it points to
     * @param modified when it was last written
     * @param repaired whether the digest is padded, by an editor or a crash; a registry answers 500 then
     */
    record Readable(Digest digest, Instant modified, boolean repaired) implements Link {}

    record Missing() implements Link {}

    record Damaged(String reason) implements Link {}

    record Unreadable(String reason) implements Link {}

    static Link read(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            // Looked at before it is opened: to open a FIFO blocks.
            if (!attributes.isRegularFile()) {
                return new Unreadable("not a regular file");
            }
            if (attributes.size() > MAX_BYTES) {
                return new Damaged("has " + attributes.size() + " bytes, which is too long for a digest");
            }
            try (InputStream in = Files.newInputStream(file)) {
                byte[] content = in.readNBytes(MAX_BYTES);
                return parse(content, attributes.lastModifiedTime().toInstant());
            }
        } catch (NoSuchFileException e) {
            return new Missing();
        } catch (FileSystemException e) {
            return isFileInTheWay(file.getParent()) ? new Missing() : new Unreadable(IoReason.of(e));
        } catch (IOException e) {
            return new Unreadable(IoReason.of(e));
        }
    }

    private static boolean isFileInTheWay(Path directory) {
        return Files.exists(directory) && !Files.isDirectory(directory);
    }

    private static Link parse(byte[] content, Instant modified) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        String stripped = stripPadding(text);
        if (stripped.isEmpty()) {
            return new Damaged("is empty, as a full disk or a crash leaves it");
        }
        return Digest.tryParse(stripped)
                .<Link>map(digest -> new Readable(digest, modified, stripped.length() != text.length()))
                .orElseGet(() -> new Damaged(
                        "holds no digest but '" + stripped.substring(0, Math.min(QUOTED, stripped.length())) + "'"));
    }

    private static String stripPadding(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isPadding(text.charAt(start))) {
            start++;
        }
        while (end > start && isPadding(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isPadding(char c) {
        return c == 0 || Character.isWhitespace(c);
    }
}
