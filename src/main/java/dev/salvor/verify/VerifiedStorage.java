// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import dev.salvor.image.Digest;
import dev.salvor.select.ScanFindings;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is to be said of a source.
 *
 * @param images that were selected, sorted by name; those that were looked at, if it was interrupted
 * @param causes of all that is not whole, the worst first
 * @param leftovers empty if only a part of the source was selected
 * @param content empty if it was not asked for
 * @param healable what spares could do
 */
public record VerifiedStorage(
        ScanFindings findings,
        List<VerifiedImage> images,
        List<Cause> causes,
        Optional<Leftovers> leftovers,
        Optional<ContentSum> content,
        Healable healable,
        boolean interrupted) {
    public VerifiedStorage {
        images = List.copyOf(images);
        causes = List.copyOf(causes);
    }

    /** Without spares. */
    public VerifiedStorage(
            ScanFindings findings,
            List<VerifiedImage> images,
            List<Cause> causes,
            Optional<Leftovers> leftovers,
            Optional<ContentSum> content,
            boolean interrupted) {
        this(findings, images, causes, leftovers, content, Healable.none(), interrupted);
    }

    /**
     * What was read to its last byte.
     *
     * @param blobs that were read, manifests aside
     * @param bytes of these
     * @param remembered blobs that an earlier run read, and that are the same files still
     * @param unread blobs that it did not come to
     * @param readers how many files at once turned out to be best
     */
    public record ContentSum(long blobs, long bytes, long remembered, long unread, int readers) {}

    /** How many images got which verdict; of each kind, none too. */
    public Map<ImageVerdict.Kind, Long> counts() {
        Map<ImageVerdict.Kind, Long> counts = new EnumMap<>(images.stream()
                .collect(Collectors.groupingBy(
                        image -> image.verdict().kind(),
                        () -> new EnumMap<>(ImageVerdict.Kind.class),
                        Collectors.counting())));
        for (ImageVerdict.Kind kind : ImageVerdict.Kind.values()) {
            counts.putIfAbsent(kind, 0L);
        }
        return counts;
    }

    /** What was read, or tried to be, and is not what its digest promises. */
    public Set<Digest> broken() {
        return causes.stream()
                .flatMap(cause -> cause.fault() instanceof Fault.OfContent its && its.isBroken()
                        ? Stream.of(its.digest())
                        : Stream.empty())
                .collect(Collectors.toSet());
    }

    /** How many are damaged and stay so, whatever spares have. */
    public long lost() {
        return images.stream().filter(VerifiedImage::isDamaged).count()
                - healable.images().images().size();
    }

    /** Whether nothing was found that is not as it should be. */
    public boolean isWhole() {
        return causes.isEmpty()
                && images.stream().allMatch(image -> image.verdict() instanceof ImageVerdict.Whole)
                && findings.notFound().isEmpty();
    }
}
