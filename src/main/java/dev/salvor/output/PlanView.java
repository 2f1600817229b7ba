// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.check.Finding;
import dev.salvor.image.Blob;
import dev.salvor.image.ImageName;
import dev.salvor.operation.FirstPart;
import dev.salvor.operation.PlanOperation;
import dev.salvor.outcome.Tally;
import dev.salvor.outcome.Tally.Kind;
import dev.salvor.plan.Delivery;
import dev.salvor.plan.Plan;
import dev.salvor.resolve.HealedImages;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.source.TagOrigin;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a sync would do. */
public final class PlanView {
    private final String registry;
    private final Plan plan;
    private final Tally report;
    private final List<Finding> findings;
    private final Delivery delivery;
    private final Optional<FirstPart.Summary> first;
    private final HealedImages healed;
    private final Function<ImageName, TagOrigin> origins;

    /**
     * @param registry as it was typed
     * @param origins who names an image
     */
    public PlanView(String registry, PlanOperation.Result result, Function<ImageName, TagOrigin> origins) {
        this.origins = origins;
        this.registry = registry;
        this.plan = result.plan();
        this.report = plan.settled();
        this.findings = result.preflight().findings();
        this.first = result.first().map(FirstPart::summary);
        this.delivery = result.delivery();
        this.healed = result.healed();
    }

    public String table() {
        Table counts = new Table().text("IMAGES").number("COUNT").text("");
        counts.row("to push", Units.count(plan.images().size()), need());
        for (Kind kind : Kind.values()) {
            if (kind != Kind.PUSHED) {
                ReportText.row(counts, kind, report);
            }
        }
        return StorageText.share(plan.findings())
                + toPush()
                + counts
                + ReferrerText.line(plan, "to push")
                + SparseText.line(plan, "to push")
                + first.map(FirstText::paragraph).orElse("")
                + HealedText.paragraph(healed, HealedText.damaged(report), "can be")
                + ReportText.groups(report)
                + ForeignLayers.paragraph(plan)
                + StorageText.leftOut(plan.findings())
                + StorageText.problems(plan.findings().problems())
                + UntaggedText.paragraph(plan)
                + Untagged.paragraph(plan.findings())
                + FindingText.troubles(findings)
                + NothingToDo.sentence(registry, plan, report);
    }

    public String json() {
        ObjectNode root = Json.object().put("registry", registry);
        ArrayNode images = root.putArray("toPush");
        sorted().forEach(image -> SparseText.put(images.addObject(), image.index())
                .put("image", image.name().toString())
                .put("as", target(image))
                .put("digest", image.root().digest().toString())
                .put("source", OriginText.of(image.name(), image.index(), origins))
                .put("bytes", bytes(image)));
        root.put("referrers", plan.referrers());
        SparseText.put(root, plan);
        if (delivery == Delivery.IN_PLACE) {
            root.put("sameStorage", true);
        }
        put(root.putObject("need"), plan.need());
        ObjectNode projects = root.putObject("projects");
        plan.needByProject().forEach((project, need) -> put(projects.putObject(project), need));
        first.ifPresent(part -> FirstText.put(root, part));
        ReportText.putImages(root, report);
        HealedText.put(root, healed, HealedText.damaged(report));
        ReportText.putGroups(root, report);
        FindingText.put(root, findings);
        ForeignLayers.put(root, plan);
        UntaggedText.put(root, plan);
        StorageText.put(root, plan.findings());
        return Json.pretty(root);
    }

    private String toPush() {
        if (plan.images().isEmpty()) {
            return "";
        }
        Table images = new Table().text("TO PUSH").text("AS").number("SIZE");
        sorted().forEach(image -> images.row(image.name(), target(image), Units.bytes(bytes(image))));
        Table projects = new Table()
                .text("PROJECT")
                .number("IMAGES")
                .number("BLOBS")
                .number("SIZE")
                .number("UNIQUE");
        plan.needByProject()
                .forEach((project, need) -> projects.row(
                        project,
                        Units.count(need.images()),
                        Units.count(need.blobs()),
                        Units.bytes(need.totalBytes()),
                        Units.bytes(need.uniqueBytes())));
        return images + "\n" + projects + "\n";
    }

    private String need() {
        Plan.Need need = plan.need();
        if (need.images() == 0) {
            return "";
        }
        return switch (delivery) {
            case SENT -> toSend(need);
            case IN_PLACE -> InPlaceText.planned(need);
        };
    }

    private static String toSend(Plan.Need need) {
        return Units.bytes(need.uniqueBytes()) + " in " + Units.count(need.blobs(), "blob") + " ("
                + Units.bytes(need.totalBytes()) + " if nothing were shared)";
    }

    private static void put(ObjectNode node, Plan.Need need) {
        node.put("images", need.images())
                .put("blobs", need.blobs())
                .put("totalBytes", need.totalBytes())
                .put("uniqueBytes", need.uniqueBytes());
    }

    private List<ResolvedImage> sorted() {
        return plan.images().stream()
                .sorted(Comparator.comparing(ResolvedImage::name))
                .toList();
    }

    private static String target(ResolvedImage image) {
        return image.name().in(image.target()).toString();
    }

    private static long bytes(ResolvedImage image) {
        return image.blobs().stream().mapToLong(Blob::size).sum();
    }
}
