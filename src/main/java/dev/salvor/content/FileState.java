// SPDX-License-Identifier: Apache-2.0
package dev.salvor.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;

/** What tells a file that was changed or replaced from one that was not. The device is no part of it: a mount may get another number. */
public record FileState(long size, Instant modified, long inode) {

    /** Of what has this name, a symbolic link too. */
    public static FileState of(Path file) throws IOException {
        Map<String, Object> attributes =
                Files.readAttributes(file, "unix:size,lastModifiedTime,ino", LinkOption.NOFOLLOW_LINKS);
        return new FileState(
                (Long) attributes.get("size"), ((FileTime) attributes.get("lastModifiedTime")).toInstant(), (Long)
                        attributes.get("ino"));
    }
}
