// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.inventory.UntaggedContent;
import dev.salvor.plan.Plan;
import dev.salvor.resolve.UntaggedCount;

/** What repositories have besides their tags. */
final class UntaggedText {
    private UntaggedText() {}

    /** A line; empty if there is nothing. @param where the images are to which it is compared, and what can be done, in words */
    static String line(UntaggedCount untagged, String where) {
        return untagged.revisions() == 0
                ? ""
                : Units.count(untagged.revisions(), "revision") + " in "
                        + Units.count(untagged.repositories(), "repository")
                        + (untagged.revisions() == 1 ? " has" : " have") + " no tag, with "
                        + Units.bytes(untagged.bytes()) + where + "\n";
    }

    /** Of a plan, on a line of its own. */
    static String paragraph(Plan plan) {
        return plan.untagged()
                .map(
                        its -> line(
                                its,
                                " that neither images of the same repository nor any to push have: they stay behind;"
                                        + " salvor scan -o json names them, --images takes one as repository@sha256:…, --untagged all"))
                .filter(line -> !line.isEmpty())
                .map(line -> "\n" + line)
                .orElse("");
    }

    static void put(ObjectNode parent, UntaggedContent untagged) {
        ObjectNode its = put(parent, untagged.count());
        ArrayNode names = its.put("referrers", untagged.referrers()).putArray("revisions");
        untagged.revisions().forEach(revision -> names.add(revision.toString()));
    }

    /** Null if it was not looked for. */
    static void put(ObjectNode parent, Plan plan) {
        plan.untagged().ifPresentOrElse(its -> put(parent, its), () -> parent.putNull("untaggedRevisions"));
    }

    private static ObjectNode put(ObjectNode parent, UntaggedCount untagged) {
        return parent.putObject("untaggedRevisions")
                .put("count", untagged.revisions())
                .put("repositories", untagged.repositories())
                .put("bytes", untagged.bytes());
    }
}
