// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import dev.salvor.image.ImageName;
import dev.salvor.source.TagOrigin;

/** Who names an image, in one word for programs: what goes by its digest has no tag that anybody could have given. */
final class OriginText {
    private OriginText() {}

    static String of(ImageName image, TagOrigin origin) {
        if (image.digest().isPresent()) {
            return "digest";
        }
        return switch (origin) {
            case TagOrigin.Link _ -> "disk";
            case TagOrigin.Named(String list) -> list;
            case TagOrigin.Rescued _ -> "untagged";
            case TagOrigin.Content _ -> "content";
        };
    }
}
