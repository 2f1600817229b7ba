// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.select.ScanFindings;
import dev.salvor.source.StaleTags;
import dev.salvor.source.Unnamed;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Warns where images without a tag say that tags are out of date, and tells of what was left out because it was deleted. */
final class DoubtText {
    private static final int LINES = 10;

    private DoubtText() {}

    /** Paragraphs; empty if there is nothing. */
    static String paragraphs(ScanFindings findings) {
        return stale(stale(findings.caveats().unnamed()))
                + late(late(findings.caveats().unnamed()).toList())
                + deleted(findings);
    }

    static void put(ObjectNode storage, ScanFindings findings) {
        SortedMap<RepositoryName, StaleTags> stale = stale(findings.caveats().unnamed());
        if (!stale.isEmpty()) {
            ArrayNode all = storage.putArray("stale");
            stale.forEach((name, tags) -> all.addObject()
                    .put("repository", name.value())
                    .put("newestLink", tags.newestLink().toString())
                    .put("newestRevision", tags.newestRevision().toString())
                    .put("revisions", tags.revisions()));
        }
        List<ImageName> late = late(findings.caveats().unnamed()).toList();
        if (!late.isEmpty()) {
            ArrayNode all = storage.putArray("late");
            late.forEach(name -> all.add(name.toString()));
        }
        if (deletedCount(findings) > 0) {
            storage.put("deleted", deletedCount(findings));
        }
    }

    private static SortedMap<RepositoryName, StaleTags> stale(Map<RepositoryName, Unnamed> unnamed) {
        SortedMap<RepositoryName, StaleTags> stale = new TreeMap<>();
        unnamed.forEach((name, its) -> its.stale().ifPresent(tags -> stale.put(name, tags)));
        return stale;
    }

    private static Stream<ImageName> late(Map<RepositoryName, Unnamed> unnamed) {
        return unnamed.entrySet().stream()
                .flatMap(each ->
                        each.getValue().late().stream().map((Digest digest) -> new ImageName(each.getKey(), digest)));
    }

    private static String stale(SortedMap<RepositoryName, StaleTags> stale) {
        if (stale.isEmpty()) {
            return "";
        }
        return "\nwarning: the tags of " + Units.count(stale.size(), "repository")
                + " may be STALE: images without a tag are younger than all that have one:\n"
                + lines(
                        stale.entrySet().stream()
                                .map(each -> each.getKey() + "  newest link of "
                                        + each.getValue().newestLink().truncatedTo(ChronoUnit.SECONDS) + ", then "
                                        + Units.count(each.getValue().revisions(), "image")
                                        + " without a tag, the newest of "
                                        + each.getValue().newestRevision().truncatedTo(ChronoUnit.SECONDS)),
                        stale.size())
                + """
                Harbor 2.15 and later writes no tags to its storage. What was pushed since that upgrade has none here, and a tag that
                moved since, such as latest, is an OLD image here.
                  -> A dump of Harbor's database has the tags: --tags-from. --untagged saves those images without their names.
                     If this is known: --ignore-untagged.
                """;
    }

    private static String late(List<ImageName> late) {
        if (late.isEmpty()) {
            return "";
        }
        return "\nwarning: the dump does not know " + Units.count(late.size(), "image")
                + " of the storage: pushed after it was made, so tags may have moved since:\n"
                + lines(late.stream().map(ImageName::toString), late.size())
                + "  -> Take a newer dump. --untagged saves them without their names. If this is known: --ignore-untagged.\n";
    }

    private static String deleted(ScanFindings findings) {
        long count = deletedCount(findings);
        return count == 0
                ? ""
                : "\n" + Units.count(count, "revision") + (count == 1 ? " was" : " were")
                        + " deleted in Harbor and left out; --with-deleted takes such in\n";
    }

    private static long deletedCount(ScanFindings findings) {
        return findings.caveats().unnamed().values().stream()
                .mapToLong(Unnamed::deleted)
                .sum();
    }

    private static String lines(Stream<String> all, int count) {
        StringBuilder text = new StringBuilder();
        all.limit(LINES).forEach(line -> text.append("  ").append(line).append('\n'));
        return count > LINES
                ? text + "  … and " + Units.count(count - LINES) + " more (-o json has all)\n"
                : text.toString();
    }
}
