// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.outcome.HealedPart;
import dev.salvor.outcome.Tally;
import dev.salvor.resolve.HealedImages;
import java.util.Collection;
import java.util.List;

/**
 * What is said of images that are complete only with what {@code --blobs-from} has.
 *
 * <p>In JSON, only with that option: {@code healed} with {@code damaged} (images that the storage has not whole), {@code images} (how many of these are
 * whole with it), {@code from[]} ({@code place}, {@code images}, {@code manifests}, {@code blobs}, {@code bytes}) and {@code parts[]} ({@code image},
 * and its {@code parts[]}: {@code digest}, {@code role}, which is manifest or blob, {@code bytes}, {@code from}).
 */
final class HealedText {
    private HealedText() {}

    /** A paragraph; empty if nobody was asked. @param verb "can be" or "were" */
    static String paragraph(HealedImages healed, long damaged, String verb) {
        if (healed.spares().isEmpty()) {
            return "";
        }
        Table table = new Table()
                .text("HEALED FROM")
                .number("IMAGES")
                .number("MANIFESTS")
                .number("BLOBS")
                .number("SIZE");
        healed.bySpare()
                .forEach((spare, parts) -> table.row(
                        Printable.of(spare),
                        Units.count(images(healed, spare)),
                        Units.count(manifests(parts)),
                        Units.count(parts.size() - manifests(parts)),
                        Units.bytes(bytes(parts))));
        return "\n" + sentence(healed, damaged, verb) + "\n" + (healed.images().isEmpty() ? "" : "\n" + table);
    }

    /** "212 of 230 damaged images can be healed from …". */
    static String sentence(HealedImages healed, long damaged, String verb) {
        long all = healed.images().size() + damaged;
        if (all == 0) {
            return "No image needs anything from " + names(healed.spares());
        }
        return (all == 1 ? "" : Units.count(healed.images().size()) + " of ") + Units.count(all, "damaged image") + " "
                + (all == 1 && verb.equals("were") ? "was" : verb)
                + (all == 1 && healed.images().isEmpty() ? " not" : "") + " healed from "
                + names(
                        healed.images().isEmpty()
                                ? healed.spares()
                                : healed.bySpare().keySet());
    }

    /** "; 2 can be healed from …", behind a list of verdicts; empty if nobody was asked, or there is nothing to heal. */
    static String share(HealedImages healed, long damaged) {
        long count = healed.images().size();
        if (healed.spares().isEmpty() || count + damaged == 0) {
            return "";
        }
        return count == 0
                ? "; none can be healed from " + names(healed.spares())
                : "; " + Units.count(count) + " can be healed from "
                        + names(healed.bySpare().keySet());
    }

    private static String names(Collection<String> spares) {
        return Printable.of(String.join(", ", spares));
    }

    /** Of an image that a scan finds whole; empty if it is so by itself. */
    static String state(List<HealedPart> parts) {
        return parts.isEmpty()
                ? ""
                : "damaged, can be healed from "
                        + names(parts.stream().map(HealedPart::spare).distinct().toList());
    }

    /** Those that the storage has not whole, and that stay so. */
    static long damaged(Tally tally) {
        return tally.count(Tally.Kind.DAMAGED) + tally.count(Tally.Kind.UNREADABLE);
    }

    static void put(ObjectNode parent, HealedImages healed, long damaged) {
        if (healed.spares().isEmpty()) {
            return;
        }
        ObjectNode node = parent.putObject("healed")
                .put("damaged", healed.images().size() + damaged)
                .put("images", healed.images().size());
        ArrayNode from = node.putArray("from");
        healed.bySpare()
                .forEach((spare, parts) -> from.addObject()
                        .put("place", spare)
                        .put("images", images(healed, spare))
                        .put("manifests", manifests(parts))
                        .put("blobs", parts.size() - manifests(parts))
                        .put("bytes", bytes(parts)));
        ArrayNode all = node.putArray("parts");
        healed.images()
                .forEach((name, parts) ->
                        put(all.addObject().put("image", name.toString()).putArray("parts"), parts));
    }

    static void put(ArrayNode array, List<HealedPart> parts) {
        parts.forEach(part -> array.addObject()
                .put("digest", part.digest().toString())
                .put("role", part.isManifest() ? "manifest" : "blob")
                .put("bytes", part.bytes())
                .put("from", part.spare()));
    }

    private static long images(HealedImages healed, String spare) {
        return healed.images().values().stream()
                .filter(parts -> parts.stream().anyMatch(part -> part.spare().equals(spare)))
                .count();
    }

    private static long manifests(Collection<HealedPart> parts) {
        return parts.stream().filter(HealedPart::isManifest).count();
    }

    private static long bytes(Collection<HealedPart> parts) {
        return parts.stream().mapToLong(HealedPart::bytes).sum();
    }
}
