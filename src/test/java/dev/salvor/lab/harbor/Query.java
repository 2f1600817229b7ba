// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

/** The {@code q} parameter, as far as names go: {@code name=whole} or {@code name=~part}. */
final class Query {
    private static final String NAME = "name=";

    private Query() {}

    static boolean matches(String query, String name) {
        if (!query.startsWith(NAME)) {
            return true;
        }
        String wanted = query.substring(NAME.length());
        return wanted.startsWith("~") ? name.contains(wanted.substring(1)) : name.equals(wanted);
    }
}
