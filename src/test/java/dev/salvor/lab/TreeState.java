// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What shows that somebody wrote to a directory tree: names, sizes, times, inodes, modes and the number of links of all that is in it. */
public final class TreeState {
    private TreeState() {}

    /** Of the directory itself, too; symbolic links are not followed. */
    public static SortedMap<String, String> of(Path root) {
        SortedMap<String, String> state = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path path : walk.toList()) {
                // ctime changes with anything but reading, and nobody can set it
                Map<String, Object> attributes = Files.readAttributes(
                        path, "unix:size,lastModifiedTime,ctime,ino,mode,nlink", LinkOption.NOFOLLOW_LINKS);
                state.put(path.toString(), new TreeMap<>(attributes).toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return state;
    }
}
