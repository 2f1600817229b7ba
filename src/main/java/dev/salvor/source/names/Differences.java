// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import dev.salvor.image.Tag;
import dev.salvor.source.BrokenTag;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.TagOrigin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells where those who name the tags of a repository, lists and links, do not say the same. */
final class Differences {
    private static final int NAMED = 5;

    private Differences() {}

    /**
     * @param counts what is used
     * @param said by each of them, whether it counts or not
     */
    static Optional<SourceProblem> of(ScannedRepository counts, Stream<ScannedRepository> said) {
        Map<Tag, ScannedTag> used = counts.tags().stream().collect(Collectors.toMap(ScannedTag::tag, tag -> tag));
        // each is told of by itself
        Set<Tag> broken = counts.broken().stream().map(BrokenTag::tag).collect(Collectors.toSet());
        SortedMap<Tag, List<ScannedTag>> moved = new TreeMap<>();
        SortedMap<Tag, List<ScannedTag>> gone = new TreeMap<>();
        said.flatMap(each -> each.tags().stream())
                .filter(tag -> !broken.contains(tag.tag()))
                .forEach(tag -> {
                    ScannedTag its = used.get(tag.tag());
                    if (its == null || !its.digest().equals(tag.digest())) {
                        (its == null ? gone : moved)
                                .computeIfAbsent(tag.tag(), _ -> new ArrayList<>())
                                .add(tag);
                    }
                });
        String text = text(
                        moved,
                        "named otherwise elsewhere: ",
                        (tag, others) -> who(used.get(tag)) + ", which counts; " + others)
                + (moved.isEmpty() || gone.isEmpty() ? "" : "; ")
                + text(gone, "left out, since what names them does not count here: ", (_, others) -> others);
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(SourceProblem.repaired(Path.of(counts.name().value()), text)
                        .ofList());
    }

    private static String who(ScannedTag tag) {
        return tag.digest().shortHex() + " by "
                + (tag.origin() instanceof TagOrigin.Named(String list) ? list : "its link");
    }

    /** What is said of a tag. */
    private interface Words {
        String of(Tag tag, String others);
    }

    private static String text(SortedMap<Tag, List<ScannedTag>> tags, String what, Words words) {
        if (tags.isEmpty()) {
            return "";
        }
        int more = tags.size() - NAMED;
        return tags.size()
                + (tags.size() == 1 ? " tag " : " tags ")
                + what
                + tags.entrySet().stream()
                        .limit(NAMED)
                        .map(each -> each.getKey() + " ("
                                + words.of(
                                        each.getKey(),
                                        each.getValue().stream()
                                                .map(Differences::who)
                                                .collect(Collectors.joining(", ")))
                                + ")")
                        .collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }
}
