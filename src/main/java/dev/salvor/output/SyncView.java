// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.check.Finding;
import dev.salvor.operation.FirstPart;
import dev.salvor.operation.SyncOperation;
import dev.salvor.outcome.BlobCounts;
import dev.salvor.outcome.Tally;
import dev.salvor.outcome.Tally.Kind;
import dev.salvor.plan.Delivery;
import dev.salvor.plan.Plan;
import dev.salvor.resolve.HealedImages;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a sync did. */
public final class SyncView {
    private final String registry;
    private final Plan plan;
    private final Tally report;
    private final List<Finding> findings;
    private final BlobCounts.Snapshot blobs;
    private final Duration time;
    private final boolean interrupted;
    private final Optional<FirstPart.Summary> first;
    private final HealedImages healed;
    private final Delivery delivery;

    /**
     * @param registry as it was typed
     * @param time from the start of the command
     */
    public SyncView(String registry, SyncOperation.Result result, Duration time, boolean interrupted) {
        this.registry = registry;
        this.plan = result.plan();
        this.report = result.tally();
        this.findings = result.findings();
        this.blobs = result.blobs();
        this.time = time;
        this.interrupted = interrupted;
        this.delivery = result.delivery();
        this.first = result.first();
        this.healed = result.healed();
    }

    public String table() {
        Table images = new Table().text("IMAGES").number("COUNT").text("");
        for (Kind kind : Kind.values()) {
            ReportText.row(images, kind, report);
        }
        return StorageText.share(plan.findings()) + images + ReferrerText.line(plan, "of this run")
                + SparseText.line(plan, "of this run") + "\n" + blobs()
                + "\n" + sentence()
                + first.map(FirstText::paragraph).orElse("")
                + HealedText.paragraph(healed, HealedText.damaged(report), "were")
                + ReportText.groups(report)
                + ForeignLayers.paragraph(plan)
                + StorageText.leftOut(plan.findings())
                + StorageText.problems(plan.findings().problems())
                + UntaggedText.paragraph(plan)
                + Untagged.paragraph(plan.findings())
                + verdict();
    }

    private Table blobs() {
        return switch (delivery) {
            case SENT -> {
                Table counts = new Table().text("BLOBS").number("COUNT").number("SIZE");
                row(counts, "sent", blobs.sent());
                row(counts, "mounted", blobs.mounted());
                row(counts, "there", blobs.there());
                yield counts;
            }
            case IN_PLACE -> InPlaceText.table(blobs);
        };
    }

    public String json() {
        return Json.pretty(summary());
    }

    public ObjectNode summary() {
        ObjectNode root = Json.object().put("registry", registry).put("interrupted", interrupted);
        ReportText.putImages(root, report);
        root.put("referrers", plan.referrers());
        SparseText.put(root, plan);
        ObjectNode counts = root.putObject("blobs");
        put(counts.putObject("sent"), blobs.sent());
        put(counts.putObject("mounted"), blobs.mounted());
        put(counts.putObject("there"), blobs.there());
        if (delivery == Delivery.IN_PLACE) {
            InPlaceText.put(root, blobs);
        }
        root.put("bytesSent", blobs.sent().bytes())
                .put("bytesSaved", saved())
                .put("seconds", time.toMillis() / 1000.0)
                .put("bytesPerSecond", bytesPerSecond());
        first.ifPresent(part -> FirstText.put(root, part));
        HealedText.put(root, healed, HealedText.damaged(report));
        ReportText.putGroups(root, report);
        FindingText.put(root, findings);
        ForeignLayers.put(root, plan);
        UntaggedText.put(root, plan);
        StorageText.put(root, plan.findings());
        return root;
    }

    private String sentence() {
        return Units.bytes(blobs.sent().bytes()) + " sent in " + Units.duration(time) + " ("
                + Units.bytes(bytesPerSecond()) + "/s), " + Units.bytes(saved()) + " saved\n";
    }

    private String verdict() {
        return interrupted
                ? "\nInterrupted. Run the same command again: it goes on from here.\n"
                : NothingToDo.sentence(registry, plan, report);
    }

    private long saved() {
        return blobs.mounted().bytes() + blobs.there().bytes();
    }

    private long bytesPerSecond() {
        return blobs.sent().bytes() * 1000 / Math.max(1, time.toMillis());
    }

    private static void row(Table table, String label, BlobCounts.Sum sum) {
        table.row(label, Units.count(sum.blobs()), Units.bytes(sum.bytes()));
    }

    private static void put(ObjectNode node, BlobCounts.Sum sum) {
        node.put("blobs", sum.blobs()).put("bytes", sum.bytes());
    }
}
