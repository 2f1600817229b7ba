// SPDX-License-Identifier: Apache-2.0
package dev.salvor.inventory;

import dev.salvor.Failure;
import dev.salvor.image.ImageName;
import dev.salvor.outcome.ImageResult;
import dev.salvor.outcome.Tallier;
import dev.salvor.outcome.Tally;
import dev.salvor.resolve.StorageFaults;
import dev.salvor.select.ScanFindings;
import dev.salvor.select.SelectedScan;
import dev.salvor.source.ScannedTag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * The names of the images in a storage, read from links only.
 *
 * @param names of all selected tags, sorted; those with a broken link too, so that whoever is given them hears of it
 * @param broken the tags whose link gives no digest, sorted
 */
public record NameList(ScanFindings findings, List<ImageName> names, List<ImageResult> broken) {
    public NameList {
        names = List.copyOf(names);
        broken = List.copyOf(broken);
    }

    /**
     * @throws Failure.Source if the storage has no repository at all
     * @throws CancellationException if this thread is interrupted; it stays interrupted
     */
    public static NameList read(SelectedScan scan) {
        Queue<ImageName> names = new ConcurrentLinkedQueue<>();
        Queue<ImageResult> broken = new ConcurrentLinkedQueue<>();
        ScanFindings findings = scan.run(repository -> {
            repository.revisions().forEach(digest -> names.add(new ImageName(repository.name(), digest)));
            for (ScannedTag tag : repository.tags()) {
                names.add(new ImageName(repository.name(), tag.tag()));
            }
            repository
                    .broken()
                    .forEach(tag -> broken.add(new ImageResult(
                            new ImageName(repository.name(), tag.tag()),
                            Optional.empty(),
                            Optional.empty(),
                            StorageFaults.of(tag))));
        });
        List<ImageName> all = new ArrayList<>(names);
        broken.forEach(image -> all.add(image.name()));
        return new NameList(
                findings,
                all.stream().sorted().toList(),
                broken.stream().sorted(Comparator.comparing(ImageResult::name)).toList());
    }

    /** What is wrong, counted and grouped: broken tags, and images that were asked for and not found. */
    public Tally faults() {
        return Tallier.tally(Stream.concat(broken.stream(), Inventory.notFound(findings)));
    }
}
