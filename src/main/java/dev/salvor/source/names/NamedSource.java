// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import dev.salvor.source.ImageSource;
import dev.salvor.source.RetaggedSource;
import dev.salvor.source.Tags;
import java.util.List;

/** A source whose images have names from lists as well. */
public final class NamedSource extends RetaggedSource {
    private final Tags tags;
    private final List<TagList> lists;

    /** @param lists the first that has a tag counts */
    public NamedSource(ImageSource source, List<TagList> lists, Precedence precedence) {
        super(source);
        this.lists = List.copyOf(lists);
        this.tags = new NamedTags(source, new TagMerge(lists, precedence), lists);
    }

    /** Those that should say what was deleted on purpose, and cannot. */
    public List<TagList> lackingDeleted() {
        return lists.stream().filter(TagList::lacksDeleted).toList();
    }

    @Override
    public Tags tags() {
        return tags;
    }
}
