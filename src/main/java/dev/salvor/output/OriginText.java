// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import dev.salvor.image.ImageName;
import dev.salvor.image.Tag;
import dev.salvor.source.TagOrigin;
import java.util.Optional;
import java.util.function.Function;

/** Who names an image, in one word for programs: what goes by its digest has no tag that anybody could have given. */
final class OriginText {
    private OriginText() {}

    /**
     * The same of an image that is to be pushed, or was.
     *
     * @param index the tag of the index in whose stead it goes
     * @param origins who names an image of the source
     */
    static String of(ImageName image, Optional<Tag> index, Function<ImageName, TagOrigin> origins) {
        return of(image, index.<TagOrigin>map(TagOrigin.Child::new).orElseGet(() -> origins.apply(image)));
    }

    static String of(ImageName image, TagOrigin origin) {
        if (image.digest().isPresent()) {
            return "digest";
        }
        return switch (origin) {
            case TagOrigin.Link _ -> "disk";
            case TagOrigin.RepairedLink _ -> "repairedLink";
            case TagOrigin.Named(String list) -> list;
            case TagOrigin.Rescued _ -> "untagged";
            case TagOrigin.Content _ -> "content";
            case TagOrigin.Child _ -> "index";
        };
    }
}
