// SPDX-License-Identifier: Apache-2.0
package dev.salvor.inventory;

import dev.salvor.inventory.ManifestSummary.State;
import dev.salvor.outcome.ImageResult;
import dev.salvor.outcome.Outcome;
import dev.salvor.outcome.Tallier;
import dev.salvor.outcome.Tally;
import dev.salvor.select.ScanFindings;
import dev.salvor.source.ScannedTag;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is in a storage.
 *
 * @param images that were selected, sorted by name
 * @param content of those that are whole
 * @param untagged what their repositories have besides
 */
public record Inventory(
        ScanFindings findings, List<ImageSummary> images, ContentTotal.Sum content, UntaggedContent untagged) {
    public Inventory {
        images = List.copyOf(images);
    }

    /** Of a storage whose revisions all have a tag. */
    public Inventory(ScanFindings findings, List<ImageSummary> images, ContentTotal.Sum content) {
        this(findings, images, content, UntaggedContent.none());
    }

    /** What is wrong, counted and grouped: images with a fault, and those that were asked for and not found. */
    public Tally faults() {
        return Tallier.tally(Stream.concat(images.stream().flatMap(Inventory::fault), notFound(findings)));
    }

    static Stream<ImageResult> notFound(ScanFindings findings) {
        return findings.notFound().stream()
                .map(name -> new ImageResult(name, Optional.empty(), name.digest(), new Outcome.NotInStorage()));
    }

    private static Stream<ImageResult> fault(ImageSummary image) {
        return switch (image.manifest().state()) {
            case State.Whole _ -> Stream.empty();
            case State.Faulty(Outcome outcome) ->
                Stream.of(new ImageResult(
                        image.name(), Optional.empty(), image.link().map(ScannedTag::digest), outcome));
        };
    }
}
