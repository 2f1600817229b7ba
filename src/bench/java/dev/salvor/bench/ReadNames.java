// SPDX-License-Identifier: Apache-2.0
package dev.salvor.bench;

import dev.salvor.source.names.TagList;
import dev.salvor.source.names.TagListFile;
import java.nio.file.Path;

/** Reads a list of names, and says how much it names: the reader alone, as a program. */
final class ReadNames {
    private ReadNames() {}

    public static void main(String[] args) {
        TagList list = new TagListFile().read(Path.of(args[0]));
        System.out.println(said(list.tags(), list.repositories().size()));
    }

    static String said(long tags, int repositories) {
        return tags + " tags in " + repositories + " repositories";
    }
}
