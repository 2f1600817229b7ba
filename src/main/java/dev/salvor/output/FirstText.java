// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.image.ImageName;
import dev.salvor.operation.FirstPart;
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
        return first.notInStorage().isEmpty()
                ? text
                : text + "  not in the storage: "
                        + first.notInStorage().stream()
                                .limit(NAMES)
                                .map(ImageName::toString)
                                .collect(Collectors.joining(", "))
                        + (first.notInStorage().size() > NAMES
                                ? " and " + Units.count(first.notInStorage().size() - NAMES) + " more (-o json has all)"
                                : "")
                        + "\n";
    }

    static void put(ObjectNode root, FirstPart.Summary first) {
        ObjectNode node = root.putObject("first")
                .put("images", first.wanted())
                .put("there", first.there())
                .put("pushed", first.pushed())
                .put("failed", first.failed());
        ArrayNode absent = node.putArray("notInStorage");
        first.notInStorage().forEach(name -> absent.add(name.toString()));
        first.complete()
                .ifPresentOrElse(time -> node.put("seconds", time.toMillis() / 1000.0), () -> node.putNull("seconds"));
    }
}
