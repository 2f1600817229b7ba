// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.operation.ExportOperation;
import dev.salvor.outcome.BlobCounts;
import dev.salvor.outcome.Tally;
import dev.salvor.outcome.Tally.Kind;
import dev.salvor.plan.Plan;
import dev.salvor.resolve.HealedImages;
import java.time.Duration;

/** What an export did. */
public final class ExportView {
    private final String target;
    private final String layout;
    private final Plan plan;
    private final Tally report;
    private final BlobCounts.Snapshot blobs;
    private final Duration time;
    private final boolean interrupted;
    private final HealedImages healed;
    private final String holders;

    /**
     * @param target as it was typed
     * @param holders who has what was not written, in words
     * @param layout in one word
     * @param time from the start of the command
     */
    public ExportView(
            String target,
            String holders,
            String layout,
            ExportOperation.Result result,
            Duration time,
            boolean interrupted) {
        this.target = target;
        this.layout = layout;
        this.plan = result.plan();
        this.report = result.tally();
        this.blobs = result.blobs();
        this.time = time;
        this.interrupted = interrupted;
        this.healed = result.healed();
        this.holders = holders;
    }

    public String table() {
        Table images = new Table().text("IMAGES").number("COUNT").text("");
        images.row("exported", Units.count(report.count(Kind.PUSHED)), "");
        for (Kind kind : Kind.values()) {
            if (kind != Kind.PUSHED) {
                ReportText.row(images, kind, report, "");
            }
        }
        Table counts = new Table().text("BLOBS").number("COUNT").number("SIZE");
        row(counts, "copied", blobs.sent());
        row(counts, "linked", blobs.mounted());
        row(counts, "there", blobs.there());
        return StorageText.share(plan.findings())
                + images
                + ReferrerText.line(plan, "of this run")
                + "\n"
                + counts
                + "\n"
                + sentence()
                + HealedText.paragraph(healed, HealedText.damaged(report), "were")
                + ReportText.groups(report, "export --report FILE has all")
                + ForeignLayers.paragraph(plan)
                + StorageText.leftOut(plan.findings())
                + StorageText.problems(plan.findings().problems())
                + UntaggedText.paragraph(plan)
                + Untagged.paragraph(plan.findings())
                + verdict();
    }

    public String json() {
        return Json.pretty(summary());
    }

    public ObjectNode summary() {
        ObjectNode root =
                Json.object().put("target", target).put("layout", layout).put("interrupted", interrupted);
        ReportText.putImages(root, report);
        root.put("referrers", plan.referrers());
        ObjectNode counts = root.putObject("blobs");
        put(counts.putObject("copied"), blobs.sent());
        put(counts.putObject("linked"), blobs.mounted());
        put(counts.putObject("there"), blobs.there());
        root.put("bytesWritten", blobs.sent().bytes()).put("seconds", time.toMillis() / 1000.0);
        ReportText.putGroups(root, report);
        HealedText.put(root, healed, HealedText.damaged(report));
        ForeignLayers.put(root, plan);
        UntaggedText.put(root, plan);
        StorageText.put(root, plan.findings());
        return root;
    }

    private String sentence() {
        return Units.bytes(blobs.sent().bytes()) + " written in " + Units.duration(time) + "\n";
    }

    private String verdict() {
        return interrupted
                ? "\nInterrupted. Run the same command again: it goes on from here.\n"
                : NothingToDo.sentence(holders, plan, report);
    }

    private static void row(Table table, String label, BlobCounts.Sum sum) {
        table.row(label, Units.count(sum.blobs()), Units.bytes(sum.bytes()));
    }

    private static void put(ObjectNode node, BlobCounts.Sum sum) {
        node.put("blobs", sum.blobs()).put("bytes", sum.bytes());
    }
}
