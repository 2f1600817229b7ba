// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import dev.salvor.check.Finding;
import dev.salvor.check.Finding.Severity;
import dev.salvor.check.Finding.Subject;
import dev.salvor.check.Finding.Topic;
import dev.salvor.outcome.Tally;
import dev.salvor.outcome.Tally.Group;
import java.util.List;
import java.util.Locale;

/** What the storage says against images, before the target is asked for them. */
public final class ImageFindings {
    private ImageFindings() {}

    /** One finding for each reason. What is the storage's fault does not fail the check of the registry; a list can be put right. */
    public static List<Finding> of(Tally report) {
        return report.undelivered().stream().map(ImageFindings::finding).toList();
    }

    private static Finding finding(Group group) {
        Tally.Kind kind = group.cause().kind();
        boolean isOfList = kind == Tally.Kind.NAMED_ONLY || kind == Tally.Kind.AMBIGUOUS;
        boolean isOfRegistry = kind == Tally.Kind.REFUSED || kind == Tally.Kind.NOT_TRIED;
        Explanation shared = Explanation.of(group);
        List<Subject> examples = group.examples().stream()
                .<Subject>map(example -> new Subject.Named(
                        example.name().toString(),
                        Explanation.of(example.outcome()).detail()))
                .toList();
        String more = group.count() > examples.size() ? ", such as these" : "";
        String words = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return new Finding(
                isOfList || isOfRegistry ? Severity.FAIL : Severity.WARN,
                isOfList ? Topic.LISTS : Topic.IMAGES,
                group.count() + (group.count() == 1 ? " image " : " images ") + words + ": " + shared.title() + more,
                examples,
                shared.advice());
    }
}
