// SPDX-License-Identifier: Apache-2.0
package dev.salvor.check;

import dev.salvor.check.Finding.Severity;
import dev.salvor.check.Finding.Subject;
import dev.salvor.check.Finding.Topic;
import dev.salvor.image.RepositoryName;
import dev.salvor.select.ScanFindings;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.SourceProblem.Where;
import dev.salvor.source.StorageKind;
import java.util.ArrayList;
import java.util.List;

/** What a scan says besides the images: what of the storage no sync can deliver. */
public final class StorageFindings {
    private static final int NAMES = 10;

    private StorageFindings() {}

    /** @param untaggedIsKnown whether repositories without tags are no news */
    public static List<Finding> of(ScanFindings scan, boolean untaggedIsKnown) {
        List<Finding> findings = new ArrayList<>();
        StorageKind kind = scan.caveats().kind();
        if (!kind.meaning().isEmpty() && !(kind.keepsTagsElsewhere() && untaggedIsKnown)) {
            Severity severity = kind.keepsTagsElsewhere() ? Severity.FAIL : Severity.WARN;
            findings.add(new Finding(severity, Topic.STORAGE, kind.meaning(), List.of(), kind.advice()));
        }
        if (!scan.untagged().isEmpty() && !untaggedIsKnown) {
            findings.add(untagged(scan.untagged()));
        }
        findings.addAll(DoubtFindings.of(scan.caveats().unnamed(), untaggedIsKnown));
        for (Where where : Where.values()) {
            List<SourceProblem> problems = scan.problems().stream()
                    .filter(each -> each.where() == where)
                    .toList();
            if (!problems.isEmpty()) {
                findings.add(problems(problems, where));
            }
        }
        return findings;
    }

    private static Finding untagged(List<RepositoryName> repositories) {
        List<Subject> names = repositories.stream()
                .limit(NAMES)
                .<Subject>map(name -> new Subject.Named(name.value(), ""))
                .toList();
        return new Finding(
                Severity.FAIL,
                Topic.STORAGE,
                (repositories.size() == 1 ? "1 repository has" : repositories.size() + " repositories have")
                        + " images but no tag, so they cannot be named and are not delivered"
                        + more(repositories.size()),
                names,
                "Harbor's database, or a dump of its tables tag and artifact, says which digest had which tag: --tags-from."
                        + " --untagged delivers them under tags that are made. If this is known: --ignore-untagged.");
    }

    private static Finding problems(List<SourceProblem> problems, Where where) {
        List<Subject> names = problems.stream()
                .limit(NAMES)
                .<Subject>map(problem -> new Subject.Named(problem.path().toString(), problem.reason()))
                .toList();
        boolean hides = problems.stream().anyMatch(problem -> problem.kind() == SourceProblem.Kind.UNREADABLE);
        String number = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
        return switch (where) {
            case STORAGE ->
                new Finding(
                        Severity.WARN,
                        Topic.STORAGE,
                        number + " in the storage" + more(problems.size()),
                        names,
                        hides ? "There may be images behind what cannot be read: make it readable." : "");
            case LIST ->
                new Finding(
                        hides ? Severity.FAIL : Severity.WARN,
                        Topic.LISTS,
                        number + " with lists of names" + more(problems.size()),
                        names,
                        hides ? "The list is not whole: what it lacks is not delivered. Take another copy of it." : "");
        };
    }

    private static String more(int number) {
        return number > NAMES ? ", such as these" : "";
    }
}
