// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import dev.salvor.Failure;
import dev.salvor.inventory.Inventory;
import dev.salvor.inventory.NameList;
import dev.salvor.inventory.StorageInventory;
import dev.salvor.progress.SyncProgress;
import dev.salvor.select.SelectedScan;
import dev.salvor.select.Selection;
import dev.salvor.source.ImageSource;
import java.util.concurrent.CancellationException;

/** Takes stock of a source. Needs no target. */
public final class ScanOperation {
    private final ImageSource source;
    private final Selection selection;
    private final int jobs;
    private final SyncProgress progress;

    /** @param jobs how many manifests may be looked at once, at least 1 */
    public ScanOperation(ImageSource source, Selection selection, int jobs, SyncProgress progress) {
        this.source = source;
        this.selection = selection;
        this.jobs = jobs;
        this.progress = progress;
    }

    /**
     * Reads links only.
     *
     * @throws Failure if the source is empty
     * @throws CancellationException if this thread is interrupted; it stays interrupted
     */
    public NameList names() {
        return NameList.read(new SelectedScan(source, selection, progress));
    }

    /**
     * Looks at each image with all its parts.
     *
     * @throws Failure if the source is empty
     * @throws CancellationException if this thread is interrupted; it stays interrupted
     */
    public Inventory images() {
        return new StorageInventory(source, selection, jobs, progress).take();
    }
}
