// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line of a {@code pg_dump} that begins the rows of a table. Columns are found by their names, since Harbor's versions differ.
 *
 * @param table its name, without the schema
 * @param columns their names, in the order of the rows
 */
record CopyBlock(String table, List<String> columns) {
    private static final String NAME = "(?:\"[^\"]+\"|[^\\s\".(]+)";
    private static final Pattern LINE =
            Pattern.compile("COPY (?:" + NAME + "\\.)?(" + NAME + ") \\((.*)\\) FROM stdin;\\s*");

    CopyBlock {
        columns = List.copyOf(columns);
    }

    static Optional<CopyBlock> tryParse(String line) {
        Matcher matcher = LINE.matcher(line);
        return matcher.matches()
                ? Optional.of(new CopyBlock(
                        unquoted(matcher.group(1)),
                        Arrays.stream(matcher.group(2).split(","))
                                .map(name -> unquoted(name.strip()))
                                .toList()))
                : Optional.empty();
    }

    private static String unquoted(String name) {
        return name.startsWith("\"") && name.endsWith("\"") && name.length() > 1
                ? name.substring(1, name.length() - 1)
                : name;
    }

    /** Where these columns are in a row; -1 for one that the table lacks. */
    int[] places(List<String> wanted) {
        return wanted.stream().mapToInt(columns::indexOf).toArray();
    }
}
