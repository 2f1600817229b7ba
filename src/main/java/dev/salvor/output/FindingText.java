// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.check.Finding;
import dev.salvor.check.Finding.Severity;
import dev.salvor.check.Finding.Subject;
import dev.salvor.check.Finding.Topic;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a preflight found, wherever it is shown. */
public final class FindingText {
    private FindingText() {}

    /** A paragraph with what is wrong and what may be; empty if nothing is. */
    public static String troubles(List<Finding> findings) {
        List<Finding> bad = findings.stream()
                .filter(finding -> finding.severity() == Severity.FAIL || finding.severity() == Severity.WARN)
                .toList();
        return bad.isEmpty() ? "" : "\nBefore anything is sent:\n" + lines(bad);
    }

    static String lines(List<Finding> findings) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            text.append(String.format("%-4s  %-12s  ", label(finding.severity()), label(finding.topic())))
                    .append(Printable.of(sentence(finding)))
                    .append('\n');
            String indent = "      -> ";
            for (String line : finding.advice().lines().toList()) {
                text.append(indent).append(Printable.of(line)).append('\n');
                indent = "         ";
            }
        }
        return text.toString();
    }

    static void put(ObjectNode parent, List<Finding> findings) {
        ArrayNode array = parent.putArray("findings");
        for (Finding finding : findings) {
            ObjectNode node = array.addObject()
                    .put("severity", label(finding.severity()).toLowerCase(Locale.ROOT))
                    .put("topic", label(finding.topic()))
                    .put("message", finding.message());
            ArrayNode subjects = node.putArray("subjects");
            finding.subjects().forEach(subject -> put(subjects.addObject(), subject));
            node.put("advice", finding.advice());
        }
    }

    private static void put(ObjectNode node, Subject subject) {
        switch (subject) {
            case Subject.Named(String name, String detail) ->
                node.put("name", name).put("detail", detail);
            case Subject.Crowded(String name, long needed, long room, long limit) ->
                node.put("name", name)
                        .put("neededBytes", needed)
                        .put("roomBytes", room)
                        .put("limitBytes", limit);
        }
    }

    private static String sentence(Finding finding) {
        return finding.subjects().isEmpty()
                ? finding.message()
                : finding.message() + ": "
                        + finding.subjects().stream().map(FindingText::text).collect(Collectors.joining(", "));
    }

    private static String text(Subject subject) {
        return switch (subject) {
            case Subject.Named(String name, String detail) -> detail.isEmpty() ? name : name + " (" + detail + ")";
            case Subject.Crowded(String name, long needed, long room, long limit) ->
                name + " (up to " + Units.bytes(needed) + " to come, " + Units.bytes(room) + " of " + Units.bytes(limit)
                        + " left)";
        };
    }

    private static String label(Severity severity) {
        return switch (severity) {
            case OK -> "ok";
            case INFO -> "info";
            case WARN -> "warn";
            case FAIL -> "FAIL";
        };
    }

    private static String label(Topic topic) {
        return switch (topic) {
            case REGISTRY -> "registry";
            case LOGIN -> "login";
            case READ_ONLY -> "read-only";
            case NAMES -> "names";
            case PROJECTS -> "projects";
            case PROXY_CACHES -> "proxy-caches";
            case RIGHTS -> "rights";
            case QUOTAS -> "quotas";
            case STORAGE -> "storage";
            case LISTS -> "lists";
            case IMAGES -> "images";
        };
    }
}
