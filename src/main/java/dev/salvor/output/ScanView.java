// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.image.Digest;
import dev.salvor.image.Tag;
import dev.salvor.inventory.ImageSummary;
import dev.salvor.inventory.Inventory;
import dev.salvor.inventory.ManifestSummary;
import dev.salvor.inventory.ManifestSummary.State;
import dev.salvor.outcome.HealedPart;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tally;
import dev.salvor.select.ScanFindings;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.TagOrigin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What is in a storage.
 *
 * <p>The fields of the JSON:
 *
 * <ul>
 *   <li>{@code images[]}, sorted by name: {@code image} (repository:tag), {@code repository}, {@code tag} (null if it was asked for by its digest), {@code digest} (null if
 *       the tag's link gives none), {@code type} (image, index, artifact, schema1, unknown), {@code mediaType} (empty if not known),
 *       {@code platforms[]}, {@code bytes} (its manifests and blobs, each once; null unless whole), {@code modified} (when the tag was
 *       last moved; null if nobody says), {@code source} (who names it: disk, a file of --tags-from, or, for a tag that was made, untagged or content; digest if it goes by that; null without one), {@code state}
 *       (whole, damaged, unsupported, unreadable, namedOnly, ambiguous), {@code reason} (empty if whole),
 *       {@code wholePlatforms[]} (only of an index that is whole in part), {@code children[]} (only of an index that is not whole: {@code digest}, {@code platforms[]},
 *       {@code state} and {@code reason} of each manifest that it lists)
 *   <li>{@code notInStorage[]}: names of --images that were not found
 *   <li>{@code unique}: {@code manifests}, {@code blobs} and their {@code bytes}, each once over all images that are whole
 *   <li>{@code untaggedRevisions}, only of repositories that have a selected tag: {@code count}, {@code repositories}, {@code bytes}
 *       (each part once, without what the images have), {@code referrers} (of the images, and not counted before) and {@code revisions[]}
 *       (repository@digest)
 *   <li>{@code storage}: {@code repositories}, {@code tags} (all, not only what was selected), {@code kind} (plain,
 *       databaseBacked, imageStreams, pullThroughCache), {@code timesOfACopy}, {@code leftOut} (names of --images that another option leaves out, if any), {@code untagged[]}, {@code problems[]} with {@code path},
 *       {@code kind} (unreadable, skipped, repaired), {@code reason} and {@code where} (storage, or list: one of --tags-from)
 * </ul>
 */
public final class ScanView {
    private final Inventory inventory;
    private final Instant now;

    /** @param now what ages are counted from */
    public ScanView(Inventory inventory, Instant now) {
        this.inventory = inventory;
        this.now = now;
    }

    public String table() {
        Table table = new Table()
                .text("REPOSITORY")
                .text("TAG")
                .text("DIGEST")
                .text("TYPE")
                .text("PLATFORMS")
                .number("SIZE")
                .number("AGE")
                .text("STATE");
        inventory.images().forEach(image -> row(table, image));
        Tally faults = inventory.faults();
        return (inventory.images().isEmpty() ? "" : table + "\n")
                + totals()
                + ReportText.groups(faults, "-o json has all")
                + StorageText.leftOut(inventory.findings())
                + StorageText.problems(inventory.findings().problems())
                + StorageText.copied(inventory.findings())
                + Untagged.paragraph(inventory.findings());
    }

    public String json() {
        ObjectNode root = Json.object();
        ArrayNode images = root.putArray("images");
        inventory.images().forEach(image -> put(images.addObject(), image));
        ScanFindings findings = inventory.findings();
        ArrayNode notFound = root.putArray("notInStorage");
        findings.notFound().forEach(name -> notFound.add(name.toString()));
        root.putObject("unique")
                .put("manifests", inventory.content().manifests())
                .put("blobs", inventory.content().blobs())
                .put("bytes", inventory.content().bytes());
        UntaggedText.put(root, inventory.untagged());
        StorageText.put(root, findings);
        return Json.pretty(root);
    }

    private void row(Table table, ImageSummary image) {
        ManifestSummary manifest = image.manifest();
        table.row(
                image.name().repository(),
                image.name().tag().map(Tag::value).orElse(""),
                image.digest().map(Digest::shortHex).orElse(""),
                type(manifest),
                manifest.platforms().stream().map(Object::toString).collect(Collectors.joining(",")),
                switch (manifest.state()) {
                    case State.Whole(long bytes, var _) -> Units.bytes(bytes);
                    case State.Faulty _ -> "";
                },
                image.link().map(this::age).orElse(""),
                switch (manifest.state()) {
                    case State.Whole(var _, List<HealedPart> healed) -> HealedText.state(healed);
                    case State.Faulty(Outcome outcome) ->
                        ReportText.label(Tally.Kind.of(outcome))
                                + (manifest.whole().isEmpty() ? "" : ", whole for " + Units.list(manifest.whole()));
                });
    }

    private String age(ScannedTag link) {
        return link.isDated() ? Units.age(Duration.between(link.modified(), now)) : "";
    }

    private String totals() {
        ScanFindings findings = inventory.findings();
        int selected = inventory.images().size();
        long whole = inventory.images().stream()
                .filter(image -> image.manifest().state() instanceof State.Whole)
                .count();
        return Units.count(findings.repositories(), "repository") + ", " + Units.count(findings.tags(), "tag")
                + (selected < findings.tags() ? ", " + Units.count(selected) + " of them selected" : "") + "\n"
                + Units.bytes(inventory.content().bytes()) + " in "
                + Units.count(inventory.content().blobs(), "blob") + " and "
                + Units.count(inventory.content().manifests(), "manifest") + ", each counted once"
                + (whole < selected
                        ? "; without the " + Units.count(selected - whole, "image") + " that something is wrong with"
                        : "")
                + "\n"
                + UntaggedText.line(
                        inventory.untagged().count(),
                        " that no image above has: -o json names them, salvor inspect shows one by its digest")
                + ReferrerText.line(inventory.untagged());
    }

    private static void put(ObjectNode node, ImageSummary image) {
        ManifestSummary manifest = image.manifest();
        node.put("image", image.name().toString())
                .put("repository", image.name().repository().value())
                .put("tag", image.name().tag().map(Tag::value).orElse(null))
                .put("digest", image.digest().map(Digest::toString).orElse(null))
                .put("type", type(manifest))
                .put("mediaType", manifest.mediaType().value());
        ArrayNode platforms = node.putArray("platforms");
        manifest.platforms().forEach(platform -> platforms.add(platform.toString()));
        switch (manifest.state()) {
            case State.Whole(long bytes, var _) -> node.put("bytes", bytes);
            case State.Faulty _ -> node.putNull("bytes");
        }
        node.put(
                "modified",
                image.link()
                        .filter(ScannedTag::isDated)
                        .map(link -> link.modified().toString())
                        .orElse(null));
        TagOrigin origin = image.link().map(ScannedTag::origin).orElse(new TagOrigin.Link());
        node.put(
                "source",
                image.digest().map(_ -> OriginText.of(image.name(), origin)).orElse(null));
        switch (manifest.state()) {
            case State.Whole(var _, List<HealedPart> healed) -> {
                node.put("state", "whole").put("reason", "");
                if (!healed.isEmpty()) {
                    HealedText.put(node.putArray("healed"), healed);
                }
            }
            case State.Faulty(Outcome outcome) ->
                node.put("state", ReportFile.name(Tally.Kind.of(outcome)))
                        .put("reason", Explanation.of(outcome).detail());
        }
        if (!manifest.whole().isEmpty()) {
            ArrayNode whole = node.putArray("wholePlatforms");
            manifest.whole().forEach(platform -> whole.add(platform.toString()));
        }
        if (!manifest.children().isEmpty()) {
            SparseText.put(node.putArray("children"), manifest.children());
        }
    }

    private static String type(ManifestSummary manifest) {
        return manifest.kind().name().toLowerCase(Locale.ROOT);
    }
}
