// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what a person would read of a body that is no registry's: a proxy's page, a firewall's text. Untrusted. */
public final class BodyText {
    private static final int LOOKED_AT = 16 << 10;
    private static final Pattern UNSEEN = Pattern.compile("(?is)<!--.*?-->|<(script|style)\\b.*?</\\1\\s*>");
    private static final Pattern TITLE = Pattern.compile("(?is)<title\\b[^>]*>(.*?)</title");
    private static final Pattern INLINE =
            Pattern.compile("(?i)</?(?:a|b|i|u|em|strong|span|code|font|small|tt|samp|kbd|mark)(?:\\s[^>]*)?>");
    private static final Pattern TAG = Pattern.compile("(?s)<[^>]*>?");
    /** Where the gateways that answer in JSON of their own say what is wrong. */
    private static final List<String> FIELDS = List.of("message", "error_description", "error", "detail", "title");

    private BodyText() {}

    /** The title, or else the first line, that says more than a status; without tags, of at most 120 characters; empty if there is none. */
    public static String firstLine(Answer answer) {
        Optional<JsonNode> json = answer.json().filter(node -> node.isContainerNode() || node.isNull());
        if (json.isPresent()) {
            return UsefulLine.of(FIELDS.stream()
                    .map(field -> json.get().path(field))
                    .filter(JsonNode::isTextual)
                    .flatMap(text -> lines(text.asText()))
                    .toList());
        }
        String seen = UNSEEN.matcher(start(answer)).replaceAll("\n");
        Matcher title = TITLE.matcher(seen);
        Stream<String> titled = title.find() ? lines(title.group(1).replaceAll("\\s+", " ")) : Stream.empty();
        // in a page a line ends with its block, not where its source does
        String body = isPage(answer) ? TITLE.matcher(seen).replaceAll("\n").replaceAll("\\s+", " ") : seen;
        return UsefulLine.of(Stream.concat(titled, lines(body)).toList());
    }

    private static Stream<String> lines(String text) {
        return TAG.matcher(INLINE.matcher(text).replaceAll(""))
                .replaceAll("\n")
                .lines()
                .map(String::strip)
                .filter(line -> line.codePoints().anyMatch(Character::isLetterOrDigit));
    }

    /** Whether it is a page for a browser, which no registry sends. */
    public static boolean isPage(Answer answer) {
        String start = start(answer).stripLeading().toLowerCase(Locale.ROOT);
        return start.startsWith("<html")
                || start.startsWith("<!doctype html")
                || start.contains("<") && !start.startsWith("{") && isCalledPage(answer);
    }

    /** Whether it is said to be one, for answers that have no body, or whose body went elsewhere. */
    public static boolean isCalledPage(Answer answer) {
        return answer.header("content-type")
                .map(type -> type.strip().toLowerCase(Locale.ROOT))
                .filter(type -> type.startsWith("text/html") || type.startsWith("application/xhtml"))
                .isPresent();
    }

    private static String start(Answer answer) {
        return new String(answer.body(), 0, Math.min(LOOKED_AT, answer.body().length), StandardCharsets.UTF_8)
                .replaceFirst("^\uFEFF", "");
    }
}
