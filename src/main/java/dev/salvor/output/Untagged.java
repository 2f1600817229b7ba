// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import dev.salvor.image.RepositoryName;
import dev.salvor.select.ScanFindings;
import dev.salvor.source.StorageKind;
import java.util.List;
import java.util.stream.Collectors;

/** Says of repositories without tags why they are not saved, and what helps. */
public final class Untagged {
    private static final int NAMES = 10;

    private Untagged() {}

    /** A paragraph; empty if there are none. */
    public static String paragraph(List<RepositoryName> untagged) {
        if (untagged.isEmpty()) {
            return "";
        }
        return "\n" + list(untagged) + ".\n" + """
                Harbor 2.15 and later keeps tags in its database only, and an image deleted in Harbor loses its tag as well.
                Such images cannot be named from the storage alone, so they are NOT saved. What helps: Harbor's database, or a
                dump of its tables tag and artifact: they say which digest had which tag (--tags-from). --untagged saves them under tags
                that are made for them. If this is known: --ignore-untagged.
                """;
    }

    /** The same for all that a storage keeps its tags elsewhere for, by the name of what wrote it where that is known. */
    static String paragraph(ScanFindings findings) {
        StorageKind kind = findings.caveats().kind();
        String meaning = kind.meaning().isEmpty() ? "" : "\n" + Printable.of(kind.meaning()) + "\n";
        String advice = kind.advice().isEmpty() ? "" : "  -> " + kind.advice() + "\n";
        return switch (kind) {
                    case StorageKind.ImageStreams _ ->
                        meaning
                                + (findings.untagged().isEmpty()
                                        ? ""
                                        : list(findings.untagged()) + ". They are NOT saved.\n")
                                + advice;
                    case StorageKind.Plain _, StorageKind.DatabaseBacked _, StorageKind.PullThroughCache _ ->
                        meaning + advice + paragraph(findings.untagged());
                }
                + DoubtText.paragraphs(findings);
    }

    private static String list(List<RepositoryName> untagged) {
        String names = untagged.stream().limit(NAMES).map(RepositoryName::value).collect(Collectors.joining(", "));
        String more = untagged.size() > NAMES ? " and " + Units.count(untagged.size() - NAMES) + " more" : "";
        return Units.count(untagged.size(), "repository") + (untagged.size() == 1 ? " has" : " have")
                + " images but no tag in this storage: " + names + more;
    }
}
