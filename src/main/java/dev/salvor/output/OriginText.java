// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import dev.salvor.source.TagOrigin;

/** Who names a tag, in one word for programs. */
final class OriginText {
    private OriginText() {}

    static String of(TagOrigin origin) {
        return switch (origin) {
            case TagOrigin.Link _ -> "disk";
            case TagOrigin.Named(String list) -> list;
            case TagOrigin.Rescued _ -> "untagged";
            case TagOrigin.Content _ -> "content";
        };
    }
}
