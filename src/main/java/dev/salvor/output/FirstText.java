// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.image.ImageName;
import dev.salvor.operation.FirstPart;
import java.util.List;
import java.util.stream.Collectors;

/** What became of the images that are pushed before all others. */
public final class FirstText {
    private static final int NAMES = 10;

    private FirstText() {}

    /** A paragraph. */
    public static String paragraph(FirstPart.Summary first) {
        long open = first.wanted() - first.there() - first.pushed() - first.failed();
        String text = "\n--first: " + Units.count(first.wanted(), "image") + " in the storage, "
                + Units.count(first.there()) + " there, " + Units.count(first.pushed()) + " pushed"
                + (first.failed() > 0 ? ", " + Units.count(first.failed()) + " NOT delivered" : "")
                + (open > 0 ? ", " + Units.count(open) + " to push" : "")
                + first.complete()
                        .map(time -> "; complete after " + Units.duration(time))
                        .orElse("")
                + "\n";
        return text
                + otherTags(first.notByTag())
                + (first.notInStorage().isEmpty() ? "" : "  not in the storage: " + names(first.notInStorage()) + "\n");
    }

    private static String otherTags(List<ImageName> images) {
        return images.isEmpty()
                ? ""
                : "  not under the tag that runs: " + Units.count(images.size(), "image") + ", " + names(images) + "\n"
                        + "  -> In the storage that tag stands for nothing, or for something else, so these go by another tag, or by their digest:"
                        + " who pulls that tag does not get them. To push them under the tags of the list, give it to --tags-from, too.\n";
    }

    private static String names(List<ImageName> images) {
        return images.stream().limit(NAMES).map(ImageName::toString).collect(Collectors.joining(", "))
                + (images.size() > NAMES
                        ? " and " + Units.count(images.size() - NAMES) + " more (-o json has all)"
                        : "");
    }

    static void put(ObjectNode root, FirstPart.Summary first) {
        ObjectNode node = root.putObject("first")
                .put("images", first.wanted())
                .put("there", first.there())
                .put("pushed", first.pushed())
                .put("failed", first.failed());
        ArrayNode absent = node.putArray("notInStorage");
        first.notInStorage().forEach(name -> absent.add(name.toString()));
        ArrayNode otherTags = node.putArray("notByTag");
        first.notByTag().forEach(name -> otherTags.add(name.toString()));
        first.complete()
                .ifPresentOrElse(time -> node.put("seconds", time.toMillis() / 1000.0), () -> node.putNull("seconds"));
    }
}
