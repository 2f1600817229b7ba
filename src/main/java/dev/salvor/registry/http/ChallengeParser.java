// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one {@code WWW-Authenticate} header (RFC 9110 sections 11.2 to 11.6.1), forgiving what servers get wrong.
 *
 * <p>Not HttpClient's {@code AuthChallengeParser}: version 5.6.5 refuses {@code Negotiate, Basic realm="x"} as malformed
 * and takes {@code Basic realm="x", Negotiate} for a single challenge.
 */
final class ChallengeParser {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
    /** A quote that is never closed ends with the header. Possessive: a long header must not exhaust the stack. */
    private static final Pattern PARAMETER = Pattern.compile(
            "(" + TOKEN + ")\\s*+=\\s*+(?:\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"?|([^\\s,;\"]++))", Pattern.DOTALL);

    private static final Pattern SCHEME =
            Pattern.compile("(" + TOKEN + ")(?:\\s++[A-Za-z0-9._~+/-]++=*+(?=\\s*+(?:,|$)))?");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)", Pattern.DOTALL);

    private final String header;
    private final List<Challenge> challenges = new ArrayList<>();
    private final Map<String, String> parameters = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private String scheme = "";

    ChallengeParser(String header) {
        this.header = header;
    }

    List<Challenge> parse() {
        Matcher parameter = PARAMETER.matcher(header);
        Matcher next = SCHEME.matcher(header);
        int at = 0;
        while (at < header.length()) {
            if (parameter.region(at, header.length()).lookingAt()) {
                parameters.putIfAbsent(parameter.group(1), value(parameter));
                at = parameter.end();
            } else if (next.region(at, header.length()).lookingAt()) {
                finish();
                scheme = next.group(1);
                at = next.end();
            } else {
                at++;
            }
        }
        finish();
        return challenges;
    }

    private static String value(Matcher parameter) {
        String quoted = parameter.group(2);
        return quoted == null ? parameter.group(3) : ESCAPE.matcher(quoted).replaceAll("$1");
    }

    private void finish() {
        if (!scheme.isEmpty()) {
            challenges.add(
                    switch (scheme.toLowerCase(Locale.ROOT)) {
                        case "basic" -> new Challenge.Basic(parameter("realm"));
                        case "bearer" ->
                            new Challenge.Bearer(
                                    parameter("realm"), parameter("service"), parameter("scope"), parameter("error"));
                        default -> new Challenge.Other(scheme);
                    });
        }
        parameters.clear();
    }

    private String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }
}
