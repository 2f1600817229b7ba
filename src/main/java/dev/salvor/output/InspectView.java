// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.inventory.Inspection;
import dev.salvor.inventory.Part;
import dev.salvor.inventory.Part.State;
import dev.salvor.outcome.Tally;
import dev.salvor.resolve.StorageFaults;
import dev.salvor.source.TagOrigin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One image to its last part.
 *
 * <p>The fields of the JSON: {@code image} (as it was asked for), {@code whole} (whether nothing keeps it from being delivered); and, if the
 * tag gives no digest, {@code state} (damaged, unreadable, or ambiguous: a list of names gives several) and {@code reason}; otherwise {@code digest}, {@code mediaType}, {@code bytes} (all parts, each once), {@code modified}
 * (when the tag was last moved; null if nobody says), {@code source} (who names it, as scan has it), {@code subject} (a digest or null), {@code
 * wholePlatforms[]} (only of an index that is whole in part) and {@code manifest}. That one and each of its {@code parts[]} has {@code role} (manifest, index, config, layer), {@code digest}, {@code
 * mediaType}, {@code platform} (may be empty), {@code bytes} (by the descriptor; 0 for a root that cannot be read), {@code state} (ok, repeated, missing, wrongSize,
 * damaged, unsupported, unreadable, notDistributable), {@code reason} (may be empty), {@code file} (null of an image of a registry) and {@code parts[]}.
 */
public final class InspectView {
    private static final String INDENT = "  ";

    private final Inspection inspection;
    private final TagOrigin origin;
    private final Instant now;

    /**
     * @param origin who names it
     * @param now what the age is counted from
     */
    public InspectView(Inspection inspection, TagOrigin origin, Instant now) {
        this.inspection = inspection;
        this.origin = origin;
        this.now = now;
    }

    public String table() {
        return switch (inspection) {
            case Inspection.Found found -> heading(found) + "\n" + parts(found) + verdict(found);
            case Inspection.BrokenLink broken -> {
                Explanation why = Explanation.of(StorageFaults.of(broken.tag()));
                yield Printable.of(broken.image() + ": " + why.detail()) + "\n" + "  -> " + why.advice() + "\n";
            }
        };
    }

    public String json() {
        ObjectNode root =
                Json.object().put("image", inspection.image().toString()).put("whole", inspection.isWhole());
        switch (inspection) {
            case Inspection.Found found -> {
                root.put("digest", found.root().descriptor().digest().toString())
                        .put("mediaType", found.root().descriptor().mediaType().value())
                        .put("bytes", found.bytes())
                        .put("modified", found.linked().map(Instant::toString).orElse(null))
                        .put("source", OriginText.of(inspection.image(), origin))
                        .put(
                                "subject",
                                found.subject()
                                        .map(subject -> subject.digest().toString())
                                        .orElse(null));
                if (!found.wholePlatforms().isEmpty()) {
                    ArrayNode whole = root.putArray("wholePlatforms");
                    found.wholePlatforms().forEach(platform -> whole.add(platform.toString()));
                }
                put(root.putObject("manifest"), found.root());
            }
            case Inspection.BrokenLink broken ->
                root.put("state", ReportFile.name(Tally.Kind.of(StorageFaults.of(broken.tag()))))
                        .put("reason", broken.tag().reason());
        }
        return Json.pretty(root);
    }

    private String heading(Inspection.Found found) {
        Table lines = new Table().text("IMAGE").text(found.image().toString());
        lines.row("DIGEST", found.root().descriptor().digest());
        if (found.bytes() > 0) {
            lines.row("MEDIA TYPE", found.root().descriptor().mediaType());
            lines.row("SIZE", (found.isWhole() ? "" : "at least ") + Units.bytes(found.bytes()));
        }
        found.linked().ifPresent(time -> lines.row(linked(), Units.age(Duration.between(time, now)) + " old, " + time));
        if (origin instanceof TagOrigin.Named(String list)) {
            lines.row("NAMED BY", list);
        }
        found.subject().ifPresent(subject -> lines.row("SUBJECT", subject.digest()));
        return lines.toString();
    }

    private String linked() {
        return switch (origin) {
            case TagOrigin.Link _ -> "LINK";
            case TagOrigin.RepairedLink _ -> "INDEX ENTRY";
            case TagOrigin.Named _, TagOrigin.Rescued _, TagOrigin.Content _, TagOrigin.Child _ -> "TAG";
        };
    }

    private static String parts(Inspection.Found found) {
        Table table = new Table()
                .text("PART")
                .text("STATE")
                .number("SIZE")
                .text("DIGEST")
                .text("MEDIA TYPE");
        if (hasFile(found.root())) {
            table.text("FILE");
        }
        row(table, found.root(), "");
        return table.toString();
    }

    private static void row(Table table, Part part, String indent) {
        String platform = part.descriptor().platform().toString();
        List<Object> cells = new ArrayList<>(List.of(
                indent + name(part.role()) + (platform.isEmpty() ? "" : " " + platform),
                text(part.state()),
                part.descriptor().size() == 0 && part.isFaulty()
                        ? ""
                        : Units.bytes(part.descriptor().size()),
                part.descriptor().digest(),
                part.descriptor().mediaType()));
        if (hasFile(part)) {
            cells.add(part.file());
        }
        table.row(cells.toArray());
        part.parts().forEach(each -> row(table, each, indent + INDENT));
    }

    /** Of an image of a registry nobody knows one. */
    private static boolean hasFile(Part part) {
        return !part.file().toString().isEmpty();
    }

    private static String text(State state) {
        return switch (state) {
            case State.Ok _ -> "ok";
            case State.Repeated _ -> "see above";
            case State.Missing _ -> "missing";
            case State.WrongSize(long onDisk) -> "size " + onDisk + " on disk";
            case State.Damaged(String reason) -> "damaged: " + reason;
            case State.Unsupported(String reason) -> "unsupported: " + reason;
            case State.Unreadable(String reason) -> "unreadable: " + reason;
            case State.NotDistributable _ -> "not distributable, not needed";
        };
    }

    private static String verdict(Inspection.Found found) {
        long faults = found.root().all().filter(Part::isFaulty).count();
        return faults == 0
                ? ""
                : "\n" + Units.count(faults, "part") + (faults == 1 ? " keeps" : " keep")
                        + " this image from being delivered.\n"
                        + (found.wholePlatforms().isEmpty()
                                ? ""
                                : "Whole for " + Printable.of(Units.list(found.wholePlatforms())) + ".\n");
    }

    private static void put(ObjectNode node, Part part) {
        node.put("role", name(part.role()))
                .put("digest", part.descriptor().digest().toString())
                .put("mediaType", part.descriptor().mediaType().value())
                .put("platform", part.descriptor().platform().toString())
                .put("bytes", part.descriptor().size());
        put(node, part.state());
        node.put("file", hasFile(part) ? part.file().toString() : null);
        ArrayNode parts = node.putArray("parts");
        part.parts().forEach(each -> put(parts.addObject(), each));
    }

    private static void put(ObjectNode node, State state) {
        switch (state) {
            case State.Ok _ -> node.put("state", "ok").put("reason", "");
            case State.Repeated _ -> node.put("state", "repeated").put("reason", "");
            case State.Missing _ -> node.put("state", "missing").put("reason", "");
            case State.WrongSize(long onDisk) ->
                node.put("state", "wrongSize").put("reason", onDisk + " bytes on disk");
            case State.Damaged(String reason) -> node.put("state", "damaged").put("reason", reason);
            case State.Unsupported(String reason) ->
                node.put("state", "unsupported").put("reason", reason);
            case State.Unreadable(String reason) ->
                node.put("state", "unreadable").put("reason", reason);
            case State.NotDistributable _ ->
                node.put("state", "notDistributable").put("reason", "");
        }
    }

    private static String name(Part.Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
