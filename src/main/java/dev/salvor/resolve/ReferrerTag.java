// SPDX-License-Identifier: Apache-2.0
package dev.salvor.resolve;

import dev.salvor.image.Digest;
import dev.salvor.image.Tag;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tags that name the digest that they are about: cosign's {@code sha256-<hex>.sig} and the referrers tag schema's {@code
 * sha256-<hex>} (distribution-spec, "Referrers Tag Schema").
 */
public final class ReferrerTag {
    private static final Pattern GRAMMAR = Pattern.compile("sha256-([0-9a-f]{64})(?:\\.[a-z]+)?");

    private static final Pattern LIST = Pattern.compile("sha(?:256|512)-[0-9a-f]{64}");

    /** So many hex digits of a longer digest are in the name of its list. */
    private static final int LIST_DIGITS = 64;

    private ReferrerTag() {}

    /** The tag that lists the referrers of a manifest. */
    public static Tag listOf(Digest subject) {
        String[] parts = subject.toString().split(":", 2);
        return new Tag(parts[0] + "-" + parts[1].substring(0, LIST_DIGITS));
    }

    /** Whether it would list referrers, if it is an index: that of the target and that of the storage can be united. */
    public static boolean isList(Tag tag) {
        return LIST.matcher(tag.value()).matches();
    }

    public static Optional<Digest> subject(Tag tag) {
        Matcher matcher = GRAMMAR.matcher(tag.value());
        return matcher.matches() ? Digest.tryParse("sha256:" + matcher.group(1)) : Optional.empty();
    }
}
