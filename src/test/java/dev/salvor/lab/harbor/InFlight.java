// SPDX-License-Identifier: Apache-2.0
package dev.salvor.lab.harbor;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many requests are being answered at once, and how many were at most. */
final class InFlight {
    private static final Pattern PROJECT = Pattern.compile("/v2/([^/_][^/]*)/.*");
    private static final String ALL = "";

    private final Map<String, Integer> now = new HashMap<>();
    private final Map<String, Integer> most = new HashMap<>();

    synchronized void begin(HttpRequest request) {
        change(ALL, 1);
        change(project(request), 1);
    }

    synchronized void end(HttpRequest request) {
        change(ALL, -1);
        change(project(request), -1);
    }

    private void change(String project, int by) {
        int count = now.merge(project, by, Integer::sum);
        most.merge(project, count, Math::max);
    }

    /** What is below no project counts as one, that nobody asks for. */
    private static String project(HttpRequest request) {
        Matcher matcher = PROJECT.matcher(request.path());
        return matcher.matches() ? matcher.group(1) : "/";
    }

    synchronized int most() {
        return most.getOrDefault(ALL, 0);
    }

    synchronized int most(String project) {
        return most.getOrDefault(project, 0);
    }

    synchronized void forget() {
        most.clear();
    }
}
