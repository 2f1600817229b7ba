// SPDX-License-Identifier: Apache-2.0
package dev.salvor.select;

import dev.salvor.image.Digest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers which lines of a list mean something else than they say at first sight: a line for each kind, with an example. */
final class ListNotes {
    private final Map<String, List<ImageLine>> byHost = new LinkedHashMap<>();
    private final List<ImageLine> byDigest = new ArrayList<>();

    void add(ImageLine line, ImageLine.Meaning.Found found) {
        Optional<String> host = line.host().filter(_ -> found.isCut());
        host.ifPresent(
                its -> byHost.computeIfAbsent(its, _ -> new ArrayList<>()).add(line));
        if (line.tag().isPresent() && found.name().reference() instanceof Digest) {
            byDigest.add(line);
        }
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        byHost.forEach((host, its) -> lines.add("'" + host + "/' was cut from " + names(its)
                + ": the storage has no such image with it, and has it without"));
        if (!byDigest.isEmpty()) {
            lines.add(names(byDigest)
                    + " goes by its digest, without the tag: the tag is gone from the storage, or is of another image");
        }
        return lines;
    }

    private static String names(List<ImageLine> its) {
        String first = "'" + its.getFirst() + "'";
        return its.size() == 1 ? first : first + " (and " + (its.size() - 1) + " more)";
    }
}
