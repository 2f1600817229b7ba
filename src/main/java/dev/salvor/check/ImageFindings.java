// SPDX-License-Identifier: Apache-2.0
package dev.salvor.check;

import dev.salvor.check.Finding.Severity;
import dev.salvor.check.Finding.Subject;
import dev.salvor.check.Finding.Topic;
import dev.salvor.outcome.SyncReport;
import dev.salvor.outcome.SyncReport.Group;
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
        SyncReport.Reason reason = group.reason();
        boolean isTheRegistrys = reason.kind() == SyncReport.Kind.REFUSED || reason.kind() == SyncReport.Kind.NOT_TRIED;
        String kind = reason.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        List<Subject> examples = group.examples().stream()
                .<Subject>map(example -> new Subject.Named(example.name().toString(), example.detail()))
                .toList();
        String more = group.count() > examples.size() ? ", such as these" : "";
        return new Finding(
                isTheRegistrys ? Severity.FAIL : Severity.WARN,
                Topic.IMAGES,
                group.count() + (group.count() == 1 ? " image " : " images ") + kind + ": " + reason.title() + more,
                examples,
                reason.advice());
    }
}
