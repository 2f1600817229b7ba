// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.image.Digest;
import dev.salvor.plan.Plan;
import dev.salvor.resolve.ResolvedImage;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What is said of images that go without foreign layers: clients get these from elsewhere, as long as somebody offers them. */
final class ForeignLayers {
    private static final int EXAMPLES = 5;

    private ForeignLayers() {}

    /** Of one image; empty if it goes with all. */
    static String detail(Collection<Digest> leftOut) {
        return leftOut.isEmpty()
                ? ""
                : "without " + leftOut.stream().map(Digest::toString).collect(Collectors.joining(", "))
                        + ": foreign layers that the storage does not hold";
    }

    /** A paragraph; empty if there are none. */
    static String paragraph(Plan plan) {
        List<ResolvedImage> images = of(plan);
        if (images.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(
                "\n" + Units.count(images.size(), "image")
                        + " without foreign layers, which the storage does not hold: clients get them from the URLs in the manifest\n");
        images.stream()
                .limit(EXAMPLES)
                .forEach(image -> text.append("  ")
                        .append(image.name())
                        .append("  ")
                        .append(image.leftOut().stream().map(Digest::toString).collect(Collectors.joining(", ")))
                        .append('\n'));
        long more = images.size() - EXAMPLES;
        return text + (more > 0 ? "  … and " + Units.count(more) + " more (-o json has all)\n" : "");
    }

    static void put(ObjectNode parent, Plan plan) {
        ArrayNode array = parent.putArray("withoutForeignLayers");
        for (ResolvedImage image : of(plan)) {
            ArrayNode layers =
                    array.addObject().put("image", image.name().toString()).putArray("layers");
            image.leftOut().forEach(digest -> layers.add(digest.toString()));
        }
    }

    private static List<ResolvedImage> of(Plan plan) {
        return plan.images().stream()
                .filter(image -> !image.leftOut().isEmpty())
                .sorted(Comparator.comparing(ResolvedImage::name))
                .toList();
    }
}
