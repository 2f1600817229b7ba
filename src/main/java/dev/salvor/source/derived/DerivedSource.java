// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.derived;

import dev.salvor.source.ImageSource;
import dev.salvor.source.RetaggedSource;
import dev.salvor.source.Tags;

/** A source in which also images have names that nobody has named, and in which it is looked for what has none. */
public final class DerivedSource extends RetaggedSource {
    private final Tags tags;

    public DerivedSource(ImageSource source, Derivation derivation) {
        super(source);
        this.tags = new DerivedTags(source, derivation);
    }

    @Override
    public Tags tags() {
        return tags;
    }
}
