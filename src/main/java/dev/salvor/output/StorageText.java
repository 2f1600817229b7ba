// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.image.ImageName;
import dev.salvor.select.ScanFindings;
import dev.salvor.select.ScanFindings.Share;
import dev.salvor.select.Shard;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.SourceProblem.Where;
import dev.salvor.source.StorageKind;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a scan found besides images. */
final class StorageText {
    private static final int PROBLEMS = 10;
    private static final int NAMES = 20;

    private StorageText() {}

    /** Problems, the first few of the storage and of lists of names; empty if there are none. */
    static String problems(List<SourceProblem> problems) {
        return problems(problems, Where.STORAGE, "in the storage")
                + problems(problems, Where.LIST, "with lists of names");
    }

    private static String problems(List<SourceProblem> all, Where where, String words) {
        List<SourceProblem> problems =
                all.stream().filter(problem -> problem.where() == where).toList();
        if (problems.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("\n" + Units.count(problems.size(), "problem") + " " + words + ":\n");
        problems.stream()
                .limit(PROBLEMS)
                .forEach(problem -> text.append("  ")
                        .append(Printable.of(PathText.of(problem.path()) + ": " + problem.reason()))
                        .append('\n'));
        if (problems.size() > PROBLEMS) {
            text.append("  … and ")
                    .append(Units.count(problems.size() - PROBLEMS))
                    .append(" more (-o json has all)\n");
        }
        return text.toString();
    }

    /** A warning that the times are not what they seem; empty if they may be right. */
    static String copied(ScanFindings findings) {
        return findings.caveats()
                .copied()
                .map(times -> "\nwarning: " + times.meaning() + "\n")
                .orElse("");
    }

    /** How many images of an exact list are left out by choice; empty if none is. */
    static String leftOut(ScanFindings findings) {
        return findings.leftOut() == 0
                ? ""
                : "\n" + Units.count(findings.leftOut(), "image") + " of --images "
                        + (findings.leftOut() == 1 ? "is" : "are")
                        + " in the storage and left out by another option (--since, --newest, --include, --exclude)\n";
    }

    /** Which images of an exact list there are none of; empty if there is none such. */
    static String notFound(ScanFindings findings) {
        List<ImageName> names = findings.notFound();
        return names.isEmpty()
                ? ""
                : Units.count(names.size(), "image") + " of --images "
                        + (names.size() == 1 ? "is" : "are") + " not in the storage: "
                        + names.stream().limit(NAMES).map(ImageName::toString).collect(Collectors.joining(", "))
                        + (names.size() > NAMES ? " and " + Units.count(names.size() - NAMES) + " more" : "")
                        + "\n\n";
    }

    /** Which part of the storage a run was about, and how much that is; empty if it was all. */
    static String share(ScanFindings findings) {
        Share share = findings.share();
        return share.shard().isWhole()
                ? ""
                : "Shard " + share.shard() + ": " + Units.count(share.repositories()) + " of "
                        + Units.count(findings.repositories(), "repository") + "\n\n";
    }

    static void put(ObjectNode parent, ScanFindings findings) {
        ObjectNode storage = parent.putObject("storage")
                .put("repositories", findings.repositories())
                .put("tags", findings.tags());
        if (!findings.share().shard().isWhole()) {
            Shard shard = findings.share().shard();
            storage.putObject("shard")
                    .put("index", shard.index())
                    .put("count", shard.count())
                    .put("repositories", findings.share().repositories());
        }
        if (findings.leftOut() > 0) {
            storage.put("leftOut", findings.leftOut());
        }
        ArrayNode names = storage.putArray("untagged");
        findings.untagged().forEach(name -> names.add(name.value()));
        ArrayNode all = storage.putArray("problems");
        findings.problems().forEach(problem -> put(all.addObject(), problem));
        DoubtText.put(storage, findings);
        storage.put("kind", kind(findings.caveats().kind()))
                .put("timesOfACopy", findings.caveats().copied().isPresent());
    }

    /** For a program: what, of what kind, why, and whose. */
    static void put(ObjectNode node, SourceProblem problem) {
        node.put("path", PathText.of(problem.path()))
                .put("kind", problem.kind().name().toLowerCase(Locale.ROOT))
                .put("reason", problem.reason())
                .put("where", problem.where().name().toLowerCase(Locale.ROOT));
    }

    private static String kind(StorageKind kind) {
        return switch (kind) {
            case StorageKind.Plain _ -> "plain";
            case StorageKind.DatabaseBacked _ -> "databaseBacked";
            case StorageKind.ImageStreams _ -> "imageStreams";
            case StorageKind.PullThroughCache _ -> "pullThroughCache";
        };
    }
}
