// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import dev.salvor.concurrent.Cancellable;
import dev.salvor.concurrent.Parallel;
import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.outcome.HealedPart;
import dev.salvor.resolve.HealedImages;
import dev.salvor.resolve.Resolution;
import dev.salvor.resolve.Resolver;
import dev.salvor.source.Healing;
import dev.salvor.source.ImageSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What spares could do for a source that is not whole.
 *
 * @param images that would be whole with them, and by what
 * @param found which of them has which broken content, also of images that would not be whole
 */
public record Healable(HealedImages images, Map<Digest, String> found) {
    public Healable {
        found = Map.copyOf(found);
    }

    /** Where there are no spares, or nobody has looked. */
    static Healable none() {
        return new Healable(HealedImages.none(), Map.of());
    }

    /**
     * Resolves what is damaged once more with spares at hand.
     *
     * @param broken content of the right size that turned out to be wrong
     * @param jobs how many images are looked at at once, at least 1
     * @throws CancellationException if this thread is interrupted; it stays interrupted
     */
    static Healable of(ImageSource source, List<VerifiedImage> images, Collection<Digest> broken, int jobs) {
        Healing healing = source.healing();
        if (!healing.isPossible()) {
            return none();
        }
        broken.forEach(healing::distrust);
        Resolver resolver = new Resolver(source);
        List<VerifiedImage> damaged = images.stream()
                .filter(image -> image.isDamaged() && image.digest().isPresent())
                .toList();
        Map<VerifiedImage, List<HealedPart>> parts = Cancellable.get(
                "interrupted while looking into spares",
                () -> Parallel.map(damaged, jobs, image -> parts(image, resolver, healing)));
        SortedMap<ImageName, List<HealedPart>> whole = new TreeMap<>();
        parts.forEach((image, its) -> {
            if (!its.isEmpty()) {
                whole.put(image.name(), its);
            }
        });
        Map<Digest, String> found = new ConcurrentHashMap<>();
        damaged.stream()
                .flatMap(image -> image.verdict().faults().stream())
                .flatMap(fault -> digest(fault).stream())
                .forEach(digest -> healing.spare(digest).ifPresent(spare -> found.put(digest, spare)));
        return new Healable(new HealedImages(healing.spares(), whole), found);
    }

    private static List<HealedPart> parts(VerifiedImage image, Resolver resolver, Healing healing) {
        return resolver.resolve(image.name().repository(), image.digest().orElseThrow())
                        instanceof Resolution.Whole(var manifests, var _)
                ? HealedImages.parts(manifests, healing)
                : List.of();
    }

    private static Optional<Digest> digest(Fault fault) {
        return fault instanceof Fault.OfContent content ? Optional.of(content.digest()) : Optional.empty();
    }
}
