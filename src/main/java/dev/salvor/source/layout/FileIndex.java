// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.image.Digest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which files are called after which digest. One number for each file, since a thousand images that share a layer have a thousand files of it.
 */
final class FileIndex {
    private static final Spelling[] SPELLINGS = Spelling.values();
    /** Of copies of one content so many are known: one that is right is enough. */
    private static final int MOST_COPIES = 8;

    private final List<Path> directories = new ArrayList<>();
    private final Map<Digest, int[]> files = new HashMap<>();
    private final Map<Digest, Path> others = new HashMap<>();

    /** Returns its number. */
    int addDirectory(Path directory) {
        directories.add(directory);
        return directories.size() - 1;
    }

    void add(int directory, Spelling spelling, Digest digest) {
        int file = directory * SPELLINGS.length + spelling.ordinal();
        files.merge(digest, new int[] {file}, FileIndex::joined);
    }

    /** A file that is called otherwise than after its digest. */
    void add(Digest digest, Path file) {
        others.putIfAbsent(digest, file);
    }

    private static int[] joined(int[] known, int[] more) {
        if (known.length == MOST_COPIES) {
            return known;
        }
        int[] all = Arrays.copyOf(known, known.length + 1);
        all[known.length] = more[0];
        return all;
    }

    /** The files that are called after a digest, in the order in which they were added. */
    Stream<Path> files(Digest digest) {
        int[] known = files.get(digest);
        return Stream.concat(
                known == null ? Stream.empty() : Arrays.stream(known).mapToObj(file -> path(file, digest)),
                Stream.ofNullable(others.get(digest)));
    }

    private Path path(int file, Digest digest) {
        String name = SPELLINGS[file % SPELLINGS.length].name(digest);
        return directories.get(file / SPELLINGS.length).resolve(name);
    }

    boolean has(Digest digest) {
        return files.containsKey(digest) || others.containsKey(digest);
    }

    SortedSet<Digest> digests() {
        SortedSet<Digest> all = new TreeSet<>(files.keySet());
        all.addAll(others.keySet());
        return Collections.unmodifiableSortedSet(all);
    }
}
