// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import dev.salvor.image.ImageName;
import dev.salvor.image.Tag;
import dev.salvor.source.TagOrigin;
import java.util.Optional;
import java.util.function.Function;

/** Who names a tag, in one word for programs. */
final class OriginText {
    private OriginText() {}

    /**
     * The same of an image that is to be pushed, or was.
     *
     * @param index the tag of the index in whose stead it goes
     * @param origins who names an image of the source
     */
    static String of(ImageName image, Optional<Tag> index, Function<ImageName, TagOrigin> origins) {
        return of(index.<TagOrigin>map(TagOrigin.Child::new).orElseGet(() -> origins.apply(image)));
    }

    static String of(TagOrigin origin) {
        return switch (origin) {
            case TagOrigin.Link _ -> "disk";
            case TagOrigin.Named(String list) -> list;
            case TagOrigin.Rescued _ -> "untagged";
            case TagOrigin.Content _ -> "content";
            case TagOrigin.Child _ -> "index";
        };
    }
}
