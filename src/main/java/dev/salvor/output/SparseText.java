// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.image.Tag;
import dev.salvor.outcome.Tally;
import dev.salvor.plan.Plan;
import dev.salvor.resolve.IndexChild;
import java.util.List;
import java.util.Optional;

/** What is said of indexes that lack some of their images, and of those that go in their stead. */
final class SparseText {
    private SparseText() {}

    /** A line; empty if there are none. @param which images of the plan are counted, in words */
    static String line(Plan plan, String which) {
        long children = children(plan);
        return children == 0
                ? ""
                : Units.count(children, "image") + " " + which + (children == 1 ? " goes" : " go")
                        + " under a tag that is made here, in the stead of indexes that are not whole\n";
    }

    /** Only if there are some: who did not ask for them need not know them. */
    static void put(ObjectNode node, Plan plan) {
        long children = children(plan);
        if (children > 0) {
            node.put("sparseChildren", children);
        }
    }

    /** The index in whose stead an image goes, if it does. */
    static ObjectNode put(ObjectNode image, Optional<Tag> index) {
        index.ifPresent(tag -> image.put("index", tag.value()));
        return image;
    }

    private static long children(Plan plan) {
        return plan.images().stream().filter(image -> image.index().isPresent()).count();
    }

    /** All manifests of an index that is not whole. */
    static void put(ArrayNode array, List<IndexChild> children) {
        for (IndexChild child : children) {
            ObjectNode node =
                    array.addObject().put("digest", child.descriptor().digest().toString());
            ArrayNode platforms = node.putArray("platforms");
            child.platforms().forEach(platform -> platforms.add(platform.toString()));
            node.put(
                            "state",
                            child.fault()
                                    .map(fault -> ReportFile.name(Tally.Kind.of(fault)))
                                    .orElse("whole"))
                    .put(
                            "reason",
                            child.fault()
                                    .map(fault -> Explanation.of(fault).detail())
                                    .orElse(""));
        }
    }
}
