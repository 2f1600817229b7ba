// SPDX-License-Identifier: Apache-2.0
package dev.salvor.cli;

import dev.salvor.plan.Delivery;
import dev.salvor.select.TargetNames;
import picocli.CommandLine.Option;

/** Whether the target was put on the storage that is read. */
public final class SameStorageOption {
    @Option(
            names = "--same-storage",
            description =
                    "STORAGE is the volume of this very Harbor, whose database is new and empty: register the images there and"
                            + " send no blob. Snapshot the volume first: see the README.")
    private boolean sameStorage;

    /** @throws Usage if repositories would get other names there */
    Delivery delivery(TargetNames names) {
        if (sameStorage && !names.equals(TargetNames.unchanged())) {
            throw new Usage(
                    "--same-storage keeps the names that repositories have on the volume, where each has links to its own blobs",
                    "Leave --map, --project, --dest-prefix and a prefix behind REGISTRY out.");
        }
        return sameStorage ? Delivery.IN_PLACE : Delivery.SENT;
    }
}
