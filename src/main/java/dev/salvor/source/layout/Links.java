// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.source.layout.tar.TarEntry;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Follows the links in a tar. None leads out of it. */
final class Links {
    private static final int MOST = 16;

    private Links() {}

    /** The name under which something stands, whether there is something or not. */
    static String follow(Path path, Map<String, TarEntry> entries) throws IOException {
        Deque<String> left = new ArrayDeque<>();
        push(path, left);
        List<String> done = new ArrayList<>();
        int followed = 0;
        while (!left.isEmpty()) {
            String part = left.pop();
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            if (part.equals("..")) {
                if (done.isEmpty()) {
                    throw outside(path);
                }
                done.removeLast();
                continue;
            }
            done.add(part);
            TarEntry entry = entries.get(String.join("/", done));
            if (entry == null || !isLink(entry)) {
                continue;
            }
            if (++followed > MOST) {
                throw new FileSystemLoopException(path.toString());
            }
            Path target = Path.of(entry.target());
            if (target.isAbsolute()) {
                throw outside(path);
            }
            if (entry.kind() == TarEntry.Kind.HARD_LINK) {
                done.clear();
            } else {
                done.removeLast();
            }
            push(target, left);
        }
        return String.join("/", done);
    }

    private static boolean isLink(TarEntry entry) {
        return entry.kind() == TarEntry.Kind.HARD_LINK || entry.kind() == TarEntry.Kind.SYMBOLIC_LINK;
    }

    private static void push(Path path, Deque<String> left) {
        List<String> parts = new ArrayList<>();
        path.forEach(part -> parts.add(part.toString()));
        Collections.reverse(parts);
        parts.forEach(left::push);
    }

    private static FileSystemException outside(Path path) {
        return new FileSystemException(path.toString(), null, "a link leads out of the tar and is not followed");
    }
}
