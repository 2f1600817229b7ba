// SPDX-License-Identifier: Apache-2.0
package dev.salvor.check;

import dev.salvor.check.Finding.Severity;
import dev.salvor.check.Finding.Subject;
import dev.salvor.check.Finding.Topic;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.StaleTags;
import dev.salvor.source.Unnamed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where images without a tag say that tags are out of date. */
final class DoubtFindings {
    private static final int NAMES = 10;

    private DoubtFindings() {}

    /** @param isKnown whether that is no news: it is said all the same, and fails no check */
    static List<Finding> of(Map<RepositoryName, Unnamed> unnamed, boolean isKnown) {
        Severity severity = isKnown ? Severity.WARN : Severity.FAIL;
        List<Finding> findings = new ArrayList<>();
        List<Subject> stale = unnamed.entrySet().stream()
                .flatMap(each -> each.getValue().stale().stream().map(tags -> subject(each.getKey(), tags)))
                .toList();
        if (!stale.isEmpty()) {
            findings.add(new Finding(
                    severity,
                    Topic.STORAGE,
                    "the tags of " + (stale.size() == 1 ? "1 repository" : stale.size() + " repositories")
                            + " may be stale: images without a tag are younger than all that have one"
                            + more(stale.size()),
                    first(stale.stream()),
                    "Harbor 2.15 and later writes no tags to its storage; a dump of its database has them: --tags-from."
                            + " If this is known: --ignore-untagged."));
        }
        long late =
                unnamed.values().stream().mapToLong(its -> its.late().size()).sum();
        if (late > 0) {
            findings.add(new Finding(
                    severity,
                    Topic.STORAGE,
                    "the dump does not know " + (late == 1 ? "1 image" : late + " images")
                            + ", pushed after it was made, so tags may have moved since" + more(late),
                    first(unnamed.entrySet().stream()
                            .flatMap(each -> each.getValue().late().stream()
                                    .<Subject>map(digest -> new Subject.Named(each.getKey() + "@" + digest, "")))),
                    "Take a newer dump. If this is known: --ignore-untagged."));
        }
        return findings;
    }

    private static Subject subject(RepositoryName name, StaleTags tags) {
        return new Subject.Named(
                name.value(),
                "newest link of " + tags.newestLink() + ", " + tags.revisions()
                        + " younger without a tag, the newest of " + tags.newestRevision());
    }

    private static List<Subject> first(Stream<Subject> all) {
        return all.limit(NAMES).toList();
    }

    private static String more(long number) {
        return number > NAMES ? ", such as these" : "";
    }
}
