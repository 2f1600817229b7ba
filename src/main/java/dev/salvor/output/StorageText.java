// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.select.ScanFindings;
import dev.salvor.select.ScanFindings.Share;
import dev.salvor.select.Shard;
import dev.salvor.source.SourceProblem;
import java.util.List;

/** What a scan found besides images. */
final class StorageText {
    private static final int PROBLEMS = 10;

    private StorageText() {}

    /** A list of problems, the first few; empty if there are none. */
    static String problems(List<SourceProblem> problems) {
        if (problems.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("\n" + Units.count(problems.size(), "problem") + " in the storage:\n");
        problems.stream()
                .limit(PROBLEMS)
                .forEach(problem -> text.append("  ")
                        .append(Printable.of(problem.path() + ": " + problem.reason()))
                        .append('\n'));
        if (problems.size() > PROBLEMS) {
            text.append("  … and ")
                    .append(Units.count(problems.size() - PROBLEMS))
                    .append(" more (-o json has all)\n");
        }
        return text.toString();
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
        ArrayNode names = storage.putArray("untagged");
        findings.untagged().forEach(name -> names.add(name.value()));
        ArrayNode all = storage.putArray("problems");
        findings.problems()
                .forEach(problem ->
                        all.addObject().put("path", problem.path().toString()).put("reason", problem.reason()));
    }
}
