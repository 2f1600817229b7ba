// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.image.Digest;
import dev.salvor.image.Platform;
import dev.salvor.image.Tag;
import dev.salvor.verify.Cause;
import dev.salvor.verify.Fault;
import dev.salvor.verify.ImageVerdict;
import dev.salvor.verify.VerifiedImage;
import dev.salvor.verify.VerifiedStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether a storage has all that its images need.
 *
 * <p>The fields of the JSON:
 *
 * <ul>
 *   <li>{@code images[]}, sorted by name: {@code image}, {@code repository}, {@code tag} (null if it was asked for by its digest), {@code digest} (null if the tag's link gives
 *       none), {@code source} (as in the report of a sync), {@code verdict} (whole, partly, damaged, changing, notDeliverable, ambiguous, namedOnly), {@code reason} (of the last three, else empty), {@code faults[]}, and, only if partly,
 *       {@code children[]} with {@code platform} (may be empty), {@code digest}, {@code whole} and {@code faults[]}
 *   <li>a fault has {@code role} (manifest, index, config, layer; blob if no image needs it; link), {@code kind} (missing, zeroBytes, truncated, tooLong, wrongContent, wrongDescriptor,
 *       unreadable, changedWhileReading, unsupported, brokenLink), {@code reason} (may be empty); of a link {@code tag}, else {@code digest} and {@code bytes} (as its manifest says); {@code file} (null where a list of names is
 *       at fault) and {@code since} (when the file changed last, or of what is missing, its directory; may be null)
 *   <li>{@code causes[]}, the worst first: {@code fault}, {@code images} and {@code repositories} that it costs; with {@code --blobs-from} also {@code foundIn} (may be null)
 *   <li>{@code healed}, only with {@code --blobs-from}: what could be healed, as sync has it
 *   <li>{@code counts}: {@code images} and how many of them are {@code whole}, {@code damaged}, {@code partly}, {@code changing}, {@code notDeliverable},
 *       {@code ambiguous}, {@code namedOnly}
 *   <li>{@code unreferenced} ({@code blobs}, {@code bytes}, {@code unknownManifests}) and {@code uploads} ({@code count}, {@code bytes}), null unless all images were selected
 *   <li>{@code content}, null unless it was read: {@code blobs}, {@code bytes}, {@code remembered}, {@code unread}
 *   <li>{@code interrupted}, {@code notInStorage[]}, and {@code storage} as scan has it
 * </ul>
 */
public final class VerifyView {
    private static final int CAUSES = 20;
    private static final int FAULTS = 2;
    private static final int CHILDREN = 8;

    private final VerifiedStorage verification;

    public VerifyView(VerifiedStorage verification) {
        this.verification = verification;
    }

    public String table() {
        Table table = new Table().text("IMAGE").text("VERDICT").text("WHAT");
        List<VerifiedImage> faulty = verification.images().stream()
                .filter(image -> !(image.verdict() instanceof ImageVerdict.Whole))
                .toList();
        faulty.forEach(
                image -> table.row(image.name(), words(image.verdict().kind()), what(image.verdict()) + remedy(image)));
        return (faulty.isEmpty() ? "" : table + "\n")
                + causes()
                + StorageText.notFound(verification.findings())
                + LeftoverText.lines(verification)
                + StorageText.leftOut(verification.findings())
                + StorageText.problems(verification.findings().problems())
                + Untagged.paragraph(verification.findings())
                + sentence() + "\n";
    }

    /** The verdict, to be read aloud. */
    public String sentence() {
        Map<ImageVerdict.Kind, Long> counts = verification.counts();
        String shares = counts.entrySet().stream()
                .filter(each -> each.getKey() == ImageVerdict.Kind.WHOLE || each.getValue() > 0)
                .map(each -> Units.count(each.getValue()) + " " + words(each.getKey()))
                .collect(Collectors.joining(", "));
        return (verification.interrupted() ? "interrupted; as far as is known: " : "")
                + Units.count(verification.images().size(), "image") + ": " + shares
                + HealedText.share(verification.healable().images(), verification.lost());
    }

    public String json() {
        return Json.pretty(tree());
    }

    ObjectNode tree() {
        ObjectNode root = Json.object();
        ArrayNode images = root.putArray("images");
        verification.images().forEach(image -> put(images.addObject(), image));
        ArrayNode causes = root.putArray("causes");
        for (Cause cause : verification.causes()) {
            ObjectNode node = causes.addObject();
            FaultText.put(node.putObject("fault"), cause.fault());
            node.put("images", cause.images()).put("repositories", cause.repositories());
            if (hasSpares()) {
                node.put("foundIn", spare(cause).orElse(null));
            }
        }
        ObjectNode counts =
                root.putObject("counts").put("images", verification.images().size());
        verification.counts().forEach((kind, count) -> counts.put(name(kind), count));
        LeftoverText.put(root, verification);
        HealedText.put(root, verification.healable().images(), verification.lost());
        root.put("interrupted", verification.interrupted());
        ArrayNode notFound = root.putArray("notInStorage");
        verification.findings().notFound().forEach(name -> notFound.add(name.toString()));
        StorageText.put(root, verification.findings());
        return root;
    }

    private String causes() {
        List<Cause> all = verification.causes();
        String lines = all.stream()
                .limit(CAUSES)
                .map(cause -> Printable.of(FaultText.line(cause) + found(cause)) + "\n")
                .collect(Collectors.joining());
        return lines
                + (all.size() > CAUSES
                        ? "… and " + Units.count(all.size() - CAUSES, "cause") + " more (-o json has all)\n"
                        : "")
                + (all.isEmpty() ? "" : "\n");
    }

    private String remedy(VerifiedImage image) {
        return verification.healable().images().images().containsKey(image.name()) ? "; can be healed" : "";
    }

    private String found(Cause cause) {
        return spare(cause).map(spare -> "; it is in " + spare).orElse("");
    }

    private Optional<String> spare(Cause cause) {
        return cause.fault() instanceof Fault.OfContent content
                ? Optional.ofNullable(verification.healable().found().get(content.digest()))
                : Optional.empty();
    }

    private boolean hasSpares() {
        return !verification.healable().images().spares().isEmpty();
    }

    private static String what(ImageVerdict verdict) {
        return switch (verdict) {
            case ImageVerdict.Whole _ -> "";
            case ImageVerdict.Damaged(List<Fault> faults) -> brief(faults);
            case ImageVerdict.Changing(List<Fault> faults) -> brief(faults);
            case ImageVerdict.NotDeliverable _, ImageVerdict.Ambiguous _, ImageVerdict.NamedOnly _ -> reason(verdict);
            case ImageVerdict.Partly(List<ImageVerdict.Child> whole, List<ImageVerdict.Child> lacking) ->
                "whole for " + Units.list(whole.stream().map(VerifyView::label).toList()) + "; "
                        + lacking.stream()
                                .limit(CHILDREN)
                                .map(child -> label(child) + " lacks " + brief(child.faults()))
                                .collect(Collectors.joining("; "))
                        + (lacking.size() > CHILDREN
                                ? "; " + Units.count(lacking.size() - CHILDREN) + " more lack something"
                                : "");
        };
    }

    /** Of what no part of the storage is to blame for. */
    private static String reason(ImageVerdict verdict) {
        return switch (verdict) {
            case ImageVerdict.NotDeliverable(String reason) -> reason;
            case ImageVerdict.Ambiguous(String reason) -> reason;
            case ImageVerdict.NamedOnly(String list) -> "named by " + list + ", not in the storage";
            case ImageVerdict.Whole _, ImageVerdict.Damaged _, ImageVerdict.Changing _, ImageVerdict.Partly _ -> "";
        };
    }

    private static String label(ImageVerdict.Child child) {
        return child.platform().equals(Platform.NONE)
                ? child.digest().shortHex()
                : child.platform().toString();
    }

    private static String brief(List<Fault> faults) {
        List<String> first = new ArrayList<>(
                faults.stream().limit(FAULTS).map(FaultText::brief).toList());
        if (faults.size() > FAULTS) {
            first.add(Units.count(faults.size() - FAULTS) + " more");
        }
        return String.join("; ", first);
    }

    private static String words(ImageVerdict.Kind kind) {
        return switch (kind) {
            case WHOLE -> "whole";
            case DAMAGED -> "damaged";
            case PARTLY -> "partly";
            case CHANGING -> "changed while reading";
            case NOT_DELIVERABLE -> "not deliverable";
            case AMBIGUOUS -> "ambiguous";
            case NAMED_ONLY -> "named only";
        };
    }

    private static String name(ImageVerdict.Kind kind) {
        return switch (kind) {
            case WHOLE -> "whole";
            case DAMAGED -> "damaged";
            case PARTLY -> "partly";
            case CHANGING -> "changing";
            case NOT_DELIVERABLE -> "notDeliverable";
            case AMBIGUOUS -> "ambiguous";
            case NAMED_ONLY -> "namedOnly";
        };
    }

    private static void put(ObjectNode node, VerifiedImage image) {
        node.put("image", image.name().toString())
                .put("repository", image.name().repository().value())
                .put("tag", image.name().tag().map(Tag::value).orElse(null))
                .put("digest", image.digest().map(Digest::toString).orElse(null))
                .put(
                        "source",
                        image.digest()
                                .map(_ -> OriginText.of(image.name(), image.origin()))
                                .orElse(null))
                .put("verdict", name(image.verdict().kind()))
                .put("reason", reason(image.verdict()));
        put(node.putArray("faults"), image.verdict().faults());
        if (image.verdict()
                instanceof ImageVerdict.Partly(List<ImageVerdict.Child> whole, List<ImageVerdict.Child> lacking)) {
            ArrayNode children = node.putArray("children");
            whole.forEach(child -> put(children.addObject(), child));
            lacking.forEach(child -> put(children.addObject(), child));
        }
    }

    private static void put(ObjectNode node, ImageVerdict.Child child) {
        node.put("platform", child.platform().toString())
                .put("digest", child.digest().toString())
                .put("whole", child.faults().isEmpty());
        put(node.putArray("faults"), child.faults());
    }

    private static void put(ArrayNode array, List<Fault> faults) {
        faults.forEach(fault -> FaultText.put(array.addObject(), fault));
    }
}
