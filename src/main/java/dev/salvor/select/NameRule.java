// SPDX-License-Identifier: Apache-2.0
package dev.salvor.select;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A rule for names of repositories, {@code REGEX=REPLACEMENT}: every match of the regex in the full path is replaced.
 *
 * <p>Regex and replacement are Java's: {@code $1} and <code>${name}</code> stand for groups. As with sed and Go, an empty match right
 * behind another match is none, so that {@code .*=mirror/$0} does what it says.
 */
public final class NameRule {
    private final String text;
    private final Pattern regex;
    private final String replacement;

    private NameRule(String text, Pattern regex, String replacement) {
        this.text = text;
        this.regex = regex;
        this.replacement = replacement;
    }

    /**
     * Reads a rule. The first {@code =} divides it that has no backslash in front and does not belong to {@code (?=} or {@code (?<=}.
     *
     * @throws IllegalArgumentException if it is none; the message says what is wrong with which part
     */
    public static NameRule parse(String text) {
        int at = divide(text);
        if (at < 1) {
            throw new IllegalArgumentException(
                    at == 0 ? "there is no regex in front of the =" : "there is no = between regex and replacement");
        }
        String regex = text.substring(0, at);
        String replacement = text.substring(at + 1);
        Pattern pattern = compile(regex);
        requireGroups(regex, replacement);
        return new NameRule(text, pattern, replacement);
    }

    /** The name with all matches replaced, which need not be a repository name any more; empty if nothing matches. */
    Optional<String> apply(String name) {
        Matcher matcher = regex.matcher(name);
        StringBuilder renamed = new StringBuilder();
        int end = -1;
        while (matcher.find()) {
            if (matcher.end() > matcher.start() || matcher.start() != end) {
                matcher.appendReplacement(renamed, replacement);
            }
            end = matcher.end();
        }
        return end < 0
                ? Optional.empty()
                : Optional.of(matcher.appendTail(renamed).toString());
    }

    private static int divide(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '=' && !text.startsWith("(?", i - 2) && !text.startsWith("(?<", i - 3)) {
                return i;
            }
        }
        return -1;
    }

    private static Pattern compile(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("'" + regex + "' is no regex: " + e.getDescription(), e);
        }
    }

    /** Java looks at a replacement only when something matches: this alternative in front always does, with the same groups. */
    private static void requireGroups(String regex, String replacement) {
        try {
            Pattern.compile("|" + regex).matcher("").replaceFirst(replacement);
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + replacement + "' does not fit the regex '" + regex + "': " + e.getMessage(), e);
        }
    }

    /** As it was typed. */
    @Override
    public String toString() {
        return text;
    }
}
