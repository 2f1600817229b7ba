// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Chooses of a page's lines what helps. Many have their status for a title ("403 Forbidden", "Request Rejected"), which is known anyway; who
 * runs the thing in front wants the number of the incident.
 */
final class UsefulLine {
    private static final int LONGEST = 120;
    private static final String BETWEEN = ": ";

    /** A status and its reason phrase (RFC 9110, section 15), and what firewalls put for it. */
    private static final Pattern VOID = Pattern.compile("(?ix)"
            + "\\W* ((http(/\\d(\\.\\d)?)?|status|error|code|message|sorry|oops|the|your)\\W+)* (\\d{3}\\W*)?"
            + "(bad\\ request|unauthorized|payment\\ required|forbidden|(page\\ )?not\\ found|method\\ not\\ allowed|not\\ acceptable"
            + "|proxy\\ authentication\\ required|request\\ time-?out|conflict|gone|length\\ required|precondition\\ failed"
            + "|(request\\ entity|payload|content)\\ too\\ large|unsupported\\ media\\ type|expectation\\ failed|too\\ many\\ requests"
            + "|unavailable\\ for\\ legal\\ reasons|internal\\ server\\ error|not\\ implemented|bad\\ gateway"
            + "|service\\ (temporarily\\ )?unavailable|gateway\\ time-?out"
            + "|access\\ (denied|forbidden)|(request\\ )?(rejected|blocked|denied)|attention\\ required|error)?"
            + "(\\W*(\\d{3}|error))? \\W*");

    /** "nginx", "nginx/1.18.0 (Ubuntu)". */
    private static final Pattern SIGNATURE = Pattern.compile("\\p{L}+|\\S+/\\d[\\d.]*( \\(.*\\))?");

    private static final Pattern INCIDENT = Pattern.compile("(?ix)\\b"
            + "(incident|support|reference|request|event|ray|case|ticket|transaction|correlation|trace|block|error)"
            + "[\\ -]? (id|no|nr|number|code|ref)? \\.? (\\ is)? \\s{0,3} [:\\#=]? \\s{0,3} \\(?"
            + "(?=[\\w.-]{0,63}\\d) [\\w-][\\w.-]{2,62}[\\w-]");

    private UsefulLine() {}

    /** The first line that says more than a status, with the number of an incident if one stands further below; empty without lines. */
    static String of(List<String> lines) {
        String first = lines.stream()
                .filter(line -> !isVoid(line))
                .findFirst()
                .or(() -> lines.stream().findFirst())
                .orElse("");
        Optional<String> incident = lines.stream()
                .map(INCIDENT::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .findFirst();
        return incident.filter(its -> !cut(first, LONGEST).contains(its))
                .map(its -> cut(first, LONGEST - BETWEEN.length() - its.length()) + BETWEEN + its)
                .map(its -> cut(its, LONGEST))
                .orElseGet(() -> cut(first, LONGEST));
    }

    private static boolean isVoid(String line) {
        // the bound is for who sends pages to keep a pattern busy
        return line.length() <= LONGEST
                && (VOID.matcher(line).matches() || SIGNATURE.matcher(line).matches());
    }

    /** By code points, so that none is cut in two. */
    private static String cut(String line, int longest) {
        int length = Math.clamp(longest, 0, line.codePointCount(0, line.length()));
        return line.substring(0, line.offsetByCodePoints(0, length));
    }
}
