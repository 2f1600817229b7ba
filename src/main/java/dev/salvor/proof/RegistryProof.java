// SPDX-License-Identifier: Apache-2.0
package dev.salvor.proof;

import dev.salvor.select.ScanFindings;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be said of a registry that is to have what a source has.
 *
 * @param images that were selected, and what goes with them, sorted by name; those that were looked at, if it was interrupted
 * @param sample how much of the whole that was; empty if it was all
 */
public record RegistryProof(
        ScanFindings findings,
        List<ProvenImage> images,
        Asked asked,
        Optional<Sample.Share> sample,
        boolean interrupted) {
    public RegistryProof {
        images = List.copyOf(images);
    }

    /**
     * How much the registry was asked for.
     *
     * @param manifests by name or by digest
     * @param blobs by digest
     * @param read how many of these blobs were read to the last byte
     * @param bytes of those that were read
     */
    public record Asked(long manifests, long blobs, long read, long bytes) {}

    /** How many images of each kind; of each kind, none too. */
    public Map<ImageProof.Kind, Long> counts() {
        Map<ImageProof.Kind, Long> counts = new EnumMap<>(ImageProof.Kind.class);
        for (ImageProof.Kind kind : ImageProof.Kind.values()) {
            counts.put(kind, 0L);
        }
        images.forEach(image -> counts.merge(image.proof().kind(), 1L, Long::sum));
        return counts;
    }

    /** Whether nothing is wanting there that the source has, as far as was looked. */
    public boolean isComplete() {
        return images.stream()
                .map(image -> image.proof().kind())
                .allMatch(kind -> kind == ImageProof.Kind.THERE || kind == ImageProof.Kind.DAMAGED);
    }

    /** Whether the source itself lacks something that was asked for. */
    public boolean isSourceAtFault() {
        return counts().get(ImageProof.Kind.DAMAGED) > 0 || !findings.notFound().isEmpty();
    }
}
