// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import dev.salvor.source.names.TagList;

/** What a list of names was taken for, in a line. */
public final class TagListText {
    private TagListText() {}

    public static String of(TagList list) {
        return "tags from " + list.name() + ": " + list.kind() + ", " + Units.count(list.tags(), "tag") + " in "
                + Units.count(list.taggedRepositories(), "repository")
                + (list.problems().isEmpty()
                        ? ""
                        : ", " + Units.count(list.problems().size(), "problem"));
    }
}
