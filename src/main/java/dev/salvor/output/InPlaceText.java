// SPDX-License-Identifier: Apache-2.0
package dev.salvor.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.outcome.BlobCounts;
import dev.salvor.plan.Plan;

/** What is said where no blob is sent, since all lie on the registry's own storage. */
final class InPlaceText {
    private InPlaceText() {}

    /** In place of the blobs that were sent or not. */
    static Table table(BlobCounts.Snapshot counts) {
        return new Table()
                .text("SAME STORAGE")
                .number("COUNT")
                .number("SIZE")
                .row("manifests registered", Units.count(counts.registered()), "")
                .row(
                        "blobs found in place",
                        Units.count(counts.there().blobs()),
                        Units.bytes(counts.there().bytes()));
    }

    static void put(ObjectNode root, BlobCounts.Snapshot counts) {
        root.put("manifestsRegistered", counts.registered())
                .put("blobsFoundInPlace", counts.there().blobs());
    }

    /** Behind the number of images to push. */
    static String planned(Plan.Need need) {
        return "no blob will be sent: " + Units.count(need.blobs(), "blob") + " (" + Units.bytes(need.uniqueBytes())
                + ") are taken to be in place";
    }
}
