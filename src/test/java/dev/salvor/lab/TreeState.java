// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What shows that somebody wrote to a directory tree: names, sizes, times, inodes, modes and the number of links of all that is in it. */
public final class TreeState {
    private TreeState() {}

    /** Of the directory itself, too; symbolic links are not followed. */
    public static SortedMap<String, String> of(Path root) {
        // ctime changes with anything but reading, and nobody can set it
        return of(root, "unix:size,lastModifiedTime,ctime,ino,mode,nlink");
    }

    /** The same where hard links to its files may be made elsewhere: each changes the count of them, and with it ctime. */
    public static SortedMap<String, String> ofLinked(Path root) {
        return of(root, "unix:size,lastModifiedTime,ino,mode");
    }

    private static SortedMap<String, String> of(Path root, String attributes) {
        SortedMap<String, String> state = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path path : walk.toList()) {
                state.put(
                        path.toString(),
                        new TreeMap<>(Files.readAttributes(path, attributes, LinkOption.NOFOLLOW_LINKS)).toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return state;
    }
}
