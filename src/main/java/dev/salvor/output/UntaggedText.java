// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.inventory.UntaggedContent;

/** What repositories have besides their tags. */
final class UntaggedText {
    private UntaggedText() {}

    /** A line; empty if there is nothing. */
    static String line(UntaggedContent untagged) {
        long count = untagged.revisions().size();
        return count == 0
                ? ""
                : Units.count(count, "revision") + " in " + Units.count(untagged.repositories(), "repository")
                        + (count == 1 ? " has" : " have") + " no tag, with " + Units.bytes(untagged.bytes())
                        + " that no image above has: -o json names them, salvor inspect shows one by its digest\n";
    }

    static void put(ObjectNode parent, UntaggedContent untagged) {
        ArrayNode names = parent.putObject("untaggedRevisions")
                .put("count", untagged.revisions().size())
                .put("bytes", untagged.bytes())
                .putArray("revisions");
        untagged.revisions().forEach(revision -> names.add(revision.toString()));
    }
}
