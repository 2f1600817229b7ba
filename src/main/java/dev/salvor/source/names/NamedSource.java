// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import dev.salvor.source.ImageSource;
import dev.salvor.source.RetaggedSource;
import dev.salvor.source.Tags;
import java.util.List;

/** A source whose images have names from lists as well. */
public final class NamedSource extends RetaggedSource {
    private final Tags tags;

    /** @param lists the first that has a tag counts */
    public NamedSource(ImageSource source, List<TagList> lists, Precedence precedence) {
        super(source);
        this.tags = new NamedTags(source, new TagMerge(lists, precedence), lists);
    }

    @Override
    public Tags tags() {
        return tags;
    }
}
