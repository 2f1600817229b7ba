// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.outcome.Tally;
import dev.salvor.outcome.Tally.Group;
import dev.salvor.outcome.Tally.Kind;

/** What a plan and a report have in common: how many images of which kind, and what is not delivered, by reason. */
final class ReportText {
    private ReportText() {}

    static String label(Kind kind) {
        return switch (kind) {
            case PUSHED -> "pushed";
            case THERE -> "there";
            case CONFLICTS -> "conflicts";
            case DAMAGED -> "damaged";
            case UNSUPPORTED -> "unsupported";
            case UNREADABLE -> "unreadable";
            case NOT_IN_STORAGE -> "not in the storage";
            case NAMED_ONLY -> "named only";
            case AMBIGUOUS -> "ambiguous";
            case REFUSED -> "refused";
            case NOT_TRIED -> "not tried";
            case FAILED -> "failed";
        };
    }

    /** The row of a kind: those that a report always has, and rare ones that have something. */
    static void row(Table table, Kind kind, Tally report) {
        row(table, kind, report, ": --compare digest");
    }

    /** The same. @param remedy of a comparison by name only */
    static void row(Table table, Kind kind, Tally report, String remedy) {
        boolean isShown = switch (kind) {
            case UNREADABLE, NOT_IN_STORAGE, NAMED_ONLY, AMBIGUOUS, FAILED -> report.count(kind) > 0;
            case PUSHED, THERE, CONFLICTS, DAMAGED, UNSUPPORTED, REFUSED, NOT_TRIED -> true;
        };
        if (isShown) {
            table.row(label(kind), Units.count(report.count(kind)), remark(kind, report, remedy));
        }
    }

    private static String remark(Kind kind, Tally report, String remedy) {
        return kind == Kind.THERE && report.comparedByName() > 0
                ? Units.count(report.comparedByName()) + " there by name, content not compared" + remedy
                : "";
    }

    /** What was not delivered; empty if there is nothing. */
    static String groups(Tally report) {
        return groups(report, "sync --report FILE has all");
    }

    /** @param all where to find what is not listed here */
    static String groups(Tally report, String all) {
        StringBuilder text = new StringBuilder();
        for (Group group : report.undelivered()) {
            Explanation shared = Explanation.of(group);
            text.append('\n').append(Units.count(group.count(), "image")).append(' ');
            text.append(label(group.cause().kind())).append(": ");
            text.append(shared.title()).append('\n');
            group.examples().forEach(example -> {
                String detail = Explanation.of(example.outcome()).detail();
                text.append("  ")
                        .append(example.name())
                        .append(detail.isEmpty() ? "" : "  " + Printable.of(detail))
                        .append('\n');
            });
            long more = group.count() - group.examples().size();
            text.append(more > 0 ? "  … and " + Units.count(more) + " more (" + all + ")\n" : "");
            text.append(shared.advice().isEmpty() ? "" : "  -> " + shared.advice() + "\n");
        }
        return text.toString();
    }

    static void putImages(ObjectNode parent, Tally report) {
        ObjectNode images = parent.putObject("images");
        for (Kind kind : Kind.values()) {
            images.put(ReportFile.name(kind), report.count(kind));
        }
        images.put("thereByNameOnly", report.comparedByName());
    }

    static void putGroups(ObjectNode parent, Tally report) {
        ArrayNode groups = parent.putArray("undelivered");
        for (Group group : report.undelivered()) {
            Explanation shared = Explanation.of(group);
            ObjectNode node = groups.addObject()
                    .put("outcome", ReportFile.name(group.cause().kind()))
                    .put("reason", shared.title())
                    .put("advice", shared.advice())
                    .put("images", group.count());
            ArrayNode examples = node.putArray("examples");
            group.examples()
                    .forEach(example -> examples.addObject()
                            .put("image", example.name().toString())
                            .put("detail", Explanation.of(example.outcome()).detail()));
        }
    }
}
