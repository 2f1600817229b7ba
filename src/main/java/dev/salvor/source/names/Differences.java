// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import dev.salvor.image.Tag;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.TagOrigin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells where lists say otherwise than the links of a repository. */
final class Differences {
    private static final int NAMED = 5;

    private Differences() {}

    /** @param counts what is used */
    static Optional<SourceProblem> of(ScannedRepository links, ScannedRepository counts) {
        Map<Tag, ScannedTag> used = counts.tags().stream().collect(Collectors.toMap(ScannedTag::tag, tag -> tag));
        List<String> moved = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        for (ScannedTag link : links.tags()) {
            ScannedTag its = used.get(link.tag());
            if (its == null) {
                gone.add(link.tag().value());
            } else if (!its.digest().equals(link.digest()) && its.origin() instanceof TagOrigin.Named(String list)) {
                moved.add(link.tag() + " (" + its.digest().shortHex() + " by " + list + ", "
                        + link.digest().shortHex() + " by its link)");
            }
        }
        String text = text(moved, "named otherwise by a list, which counts: ")
                + (moved.isEmpty() || gone.isEmpty() ? "" : "; ")
                + text(gone, "linked in the storage and in no list that counts, so left out: ");
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(SourceProblem.repaired(Path.of(links.name().value()), text));
    }

    private static String text(List<String> tags, String what) {
        if (tags.isEmpty()) {
            return "";
        }
        int more = tags.size() - NAMED;
        return tags.size()
                + (tags.size() == 1 ? " tag " : " tags ")
                + what
                + String.join(", ", tags.subList(0, Math.min(NAMED, tags.size())))
                + (more > 0 ? " and " + more + " more" : "");
    }
}
