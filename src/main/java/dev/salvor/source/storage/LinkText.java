// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import dev.salvor.image.Digest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The bytes of a link file, as text. */
final class LinkText {
    private static final int BYTE_ORDER_MARK = 0xfeff;

    /** How much of a content that is no digest a message quotes. */
    private static final int QUOTED = 80;

    private final String text;
    /** Without the padding before and after it. */
    private final String stripped;

    private LinkText(String text) {
        this.text = text;
        this.stripped = strip(text);
    }

    static LinkText of(byte[] content) {
        Charset charset = StandardCharsets.UTF_8;
        if (content.length > 1 && (content[0] & 0xff) == 0xff && (content[1] & 0xff) == 0xfe) {
            charset = StandardCharsets.UTF_16LE;
        } else if (content.length > 1 && (content[0] & 0xff) == 0xfe && (content[1] & 0xff) == 0xff) {
            charset = StandardCharsets.UTF_16BE;
        }
        return new LinkText(new String(content, charset));
    }

    private static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isPadding(text.charAt(start))) {
            start++;
        }
        while (end > start && isPadding(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    boolean isEmpty() {
        return stripped.isEmpty();
    }

    /** The digest that it spells as registries do; whether there is padding around it, {@link #isPadded} says. */
    Optional<Digest> digest() {
        return Digest.tryParse(stripped);
    }

    boolean isPadded() {
        return stripped.length() != text.length();
    }

    /** What it may have been before somebody edited it: blanks inside, upper case, no algorithm. */
    Optional<Digest> guess() {
        String dense = text.chars()
                .filter(c -> !isPadding(c))
                .mapToObj(Character::toString)
                .collect(Collectors.joining())
                .toLowerCase(Locale.ROOT);
        for (Digest.Algorithm algorithm : Digest.Algorithm.values()) {
            Optional<Digest> whole = Digest.tryParse(algorithm.prefix() + ":" + dense);
            if (whole.isPresent()) {
                return whole;
            }
        }
        return Digest.tryParse(dense);
    }

    /** Its first characters as far as they could be of a digest: the rest is nobody's business. */
    String quoted() {
        String start = stripped.chars()
                .takeWhile(LinkText::mayBeOfADigest)
                .limit(QUOTED)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        if (start.isEmpty()) {
            return "holds no digest but " + text.length() + " other characters";
        }
        return "holds no digest but '" + start + (start.length() < stripped.length() ? "…'" : "'");
    }

    private static boolean mayBeOfADigest(int c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == ':';
    }

    private static boolean isPadding(int c) {
        return c == 0 || c == BYTE_ORDER_MARK || Character.isWhitespace(c);
    }
}
