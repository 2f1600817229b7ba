// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

/** Makes text from a storage or a registry fit to print: names are untrusted, and control characters steer terminals. */
public final class Printable {
    private Printable() {}

    /** Control, formatting and unassigned characters become visible escapes; line breaks too. */
    public static String of(String untrusted) {
        if (untrusted.codePoints().noneMatch(Printable::isDangerous)) {
            return untrusted;
        }
        StringBuilder safe = new StringBuilder();
        untrusted.codePoints().forEach(c -> {
            if (isDangerous(c)) {
                safe.append(String.format("\\u%04x", c));
            } else {
                safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }

    static boolean isDangerous(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
