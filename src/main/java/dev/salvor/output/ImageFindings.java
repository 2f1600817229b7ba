// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import dev.salvor.check.Finding;
import dev.salvor.check.Finding.Severity;
import dev.salvor.check.Finding.Subject;
import dev.salvor.check.Finding.Topic;
import dev.salvor.sync.SyncReport;
import dev.salvor.sync.SyncReport.Group;
import java.util.List;
import java.util.Locale;

/** What the storage says against images, before the target is asked for them. */
public final class ImageFindings {
    private ImageFindings() {}

    /** One finding for each reason. What is the storage's fault does not fail the check of the registry. */
    public static List<Finding> of(SyncReport report) {
        return report.undelivered().stream().map(ImageFindings::finding).toList();
    }

    private static Finding finding(Group group) {
        SyncReport.Kind kind = group.kind();
        Explanation explanation = Explanation.of(group);
        boolean isTheRegistrys = kind == SyncReport.Kind.REFUSED || kind == SyncReport.Kind.NOT_TRIED;
        String name = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        List<Subject> examples = group.examples().stream()
                .<Subject>map(example -> new Subject.Named(
                        example.name().toString(),
                        Explanation.of(example.outcome()).detail()))
                .toList();
        String more = group.count() > examples.size() ? ", such as these" : "";
        return new Finding(
                isTheRegistrys ? Severity.FAIL : Severity.WARN,
                Topic.IMAGES,
                group.count() + (group.count() == 1 ? " image " : " images ") + name + ": " + explanation.title()
                        + more,
                examples,
                explanation.advice());
    }
}
