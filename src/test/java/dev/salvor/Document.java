// SPDX-License-Identifier: Apache-2.0
package dev.salvor;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What can be cited of a Markdown document.
 *
 * @param numbers of headings ("3.7"), and of the items of numbered lists below them: item 2 of section 1 is "1.2". A heading without
 *     number stands for itself: "Rules of pushing.3"
 * @param titles of headings, without the number
 * @param anchors of headings, as GitHub makes them for links
 */
record Document(Set<String> numbers, Set<String> titles, Set<String> anchors) {
    private static final Pattern HEADING = Pattern.compile("#+ +(?:(\\d+(?:\\.\\d+)*)\\.? +)?(.*?) *");
    private static final Pattern ITEM = Pattern.compile("(\\d+)\\. .*");

    static Document parse(String text) {
        Document document = new Document(new HashSet<>(), new HashSet<>(), new HashSet<>());
        String section = "";
        for (String line : text.lines().toList()) {
            Matcher heading = HEADING.matcher(line);
            Matcher item = ITEM.matcher(line);
            if (heading.matches()) {
                section = heading.group(1) == null ? heading.group(2) : heading.group(1);
                document.add(section, heading.group(2), line);
            } else if (item.matches()) {
                document.numbers.add(section + "." + item.group(1));
            }
        }
        return document;
    }

    private void add(String number, String title, String line) {
        numbers.add(number);
        titles.add(title);
        anchors.add(line.replaceFirst("#+ +", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .strip()
                .replace(' ', '-'));
    }
}
