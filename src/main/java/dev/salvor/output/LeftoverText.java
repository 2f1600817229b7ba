// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.verify.Leftovers;
import dev.salvor.verify.VerifiedStorage;
import dev.salvor.verify.VerifiedStorage.ContentSum;

/** What a storage has besides images, and how much of it was read. */
final class LeftoverText {
    private LeftoverText() {}

    /** Lines of their own; empty if there is nothing to say. */
    static String lines(VerifiedStorage verification) {
        String lines = verification.leftovers().map(LeftoverText::lines).orElse("")
                + verification
                        .content()
                        .map(LeftoverText::line)
                        .orElse("Links, existence and sizes were looked at; --content reads every byte, too\n");
        return lines.isEmpty() ? "" : lines + "\n";
    }

    private static String lines(Leftovers left) {
        String blobs = left.blobs() == 0
                ? ""
                : "Nothing refers to " + Units.count(left.blobs(), "blob") + " with " + Units.bytes(left.bytes())
                        + (left.unknown() == 0
                                ? ""
                                : ", at most: " + Units.count(left.unknown(), "manifest")
                                        + " cannot be read, and what these refer to is among them")
                        + "\n";
        String uploads = left.uploads() == 0
                ? ""
                : Units.count(left.uploads(), "upload") + " with " + Units.bytes(left.uploadBytes())
                        + (left.uploads() == 1 ? " was" : " were") + " never finished\n";
        return blobs + uploads;
    }

    private static String line(ContentSum content) {
        return Units.count(content.blobs(), "blob") + " with " + Units.bytes(content.bytes()) + " read"
                + (content.remembered() == 0
                        ? ""
                        : ", " + Units.count(content.remembered()) + " more read before and unchanged")
                + (content.unread() == 0 ? "" : ", " + Units.count(content.unread()) + " not read")
                + "\n";
    }

    static void put(ObjectNode root, VerifiedStorage verification) {
        if (verification.leftovers().isPresent()) {
            Leftovers left = verification.leftovers().get();
            root.putObject("unreferenced")
                    .put("blobs", left.blobs())
                    .put("bytes", left.bytes())
                    .put("unknownManifests", left.unknown());
            root.putObject("uploads").put("count", left.uploads()).put("bytes", left.uploadBytes());
        } else {
            root.putNull("unreferenced").putNull("uploads");
        }
        if (verification.content().isPresent()) {
            ContentSum content = verification.content().get();
            root.putObject("content")
                    .put("blobs", content.blobs())
                    .put("bytes", content.bytes())
                    .put("remembered", content.remembered())
                    .put("unread", content.unread());
        } else {
            root.putNull("content");
        }
    }
}
