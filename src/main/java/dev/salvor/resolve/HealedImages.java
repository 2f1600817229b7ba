// SPDX-License-Identifier: Apache-2.0
package dev.salvor.resolve;

import dev.salvor.image.ImageName;
import dev.salvor.outcome.HealedPart;
import dev.salvor.source.Healing;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Images that are complete only with what spares have.
 *
 * @param spares that were there to be asked; none if there were none
 * @param images with what came from them
 */
public record HealedImages(List<String> spares, SortedMap<ImageName, List<HealedPart>> images) {
    public HealedImages {
        spares = List.copyOf(spares);
        images = Collections.unmodifiableSortedMap(new TreeMap<>(images));
    }

    /** Where there are no spares. */
    public static HealedImages none() {
        return new HealedImages(List.of(), new TreeMap<>());
    }

    /** Of images that were resolved with spares at hand. */
    public static HealedImages of(Collection<ResolvedImage> images, Healing healing) {
        SortedMap<ImageName, List<HealedPart>> healed = new TreeMap<>();
        if (healing.isPossible()) {
            images.forEach(image -> healed.put(image.name(), parts(image.manifests(), healing)));
            healed.values().removeIf(List::isEmpty);
        }
        return new HealedImages(healing.spares(), healed);
    }

    /** What came from spares of one image, each once. */
    public static List<HealedPart> parts(List<ResolvedManifest> manifests, Healing healing) {
        Set<HealedPart> parts = new LinkedHashSet<>();
        for (ResolvedManifest manifest : manifests) {
            healing.spare(manifest.digest())
                    .ifPresent(spare -> parts.add(new HealedPart(manifest.digest(), true, manifest.size(), spare)));
            manifest.blobs()
                    .forEach(blob -> healing.spare(blob.digest())
                            .ifPresent(spare -> parts.add(new HealedPart(blob.digest(), false, blob.size(), spare))));
        }
        return List.copyOf(parts);
    }

    /** Those that have given something, in the order in which they are asked, each with what it gave: each part once. */
    public Map<String, Set<HealedPart>> bySpare() {
        Map<String, Set<HealedPart>> given = new LinkedHashMap<>();
        spares.forEach(spare -> given.put(spare, new LinkedHashSet<>()));
        images.values()
                .forEach(parts -> parts.forEach(part -> given.get(part.spare()).add(part)));
        given.values().removeIf(Set::isEmpty);
        return given;
    }
}
