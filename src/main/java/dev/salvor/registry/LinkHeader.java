// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import java.util.List;
import java.util.regex.Pattern;

/** Reads a Link header (RFC 8288); Harbor puts {@code prev} and {@code next} into one. */
final class LinkHeader {
    private static final Pattern LINK = Pattern.compile("<([^>]*)>((?:\\s*;\\s*[^;,<\"]+(?:\"[^\"]*\")?)*)");

    private LinkHeader() {}

    static List<String> targets(String header, String relation) {
        Pattern parameter = Pattern.compile(
                ";\\s*rel\\s*=\\s*\"?(?:[^\";]*\\s)?" + Pattern.quote(relation) + "(?=[\\s\";]|$)",
                Pattern.CASE_INSENSITIVE);
        return LINK.matcher(header)
                .results()
                .filter(link -> parameter.matcher(link.group(2)).find())
                .map(link -> link.group(1))
                .toList();
    }

    /** Whether it speaks of such a relation at all, even where no target can be read. */
    static boolean names(String header, String relation) {
        return Pattern.compile(
                        "(?:^|[;,\\s])rel\\s*=\\s*\"?(?:[^\";]*\\s)?" + Pattern.quote(relation) + "(?=[\\s\";,]|$)",
                        Pattern.CASE_INSENSITIVE)
                .matcher(header)
                .find();
    }
}
