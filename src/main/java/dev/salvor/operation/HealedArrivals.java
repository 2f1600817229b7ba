// SPDX-License-Identifier: Apache-2.0
package dev.salvor.operation;

import dev.salvor.image.ImageName;
import dev.salvor.outcome.ImageResult;
import dev.salvor.outcome.Tally;
import dev.salvor.resolve.HealedImages;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.source.Healing;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Which images arrived with parts from spares; some show only while they are sent that they need it. From any thread. */
final class HealedArrivals {
    private static final Set<Tally.Kind> DELIVERED = Set.of(Tally.Kind.PUSHED, Tally.Kind.THERE);

    private final Healing healing;
    private final Map<ImageName, ResolvedImage> images = new HashMap<>();
    private final Queue<ResolvedImage> arrived = new ConcurrentLinkedQueue<>();

    HealedArrivals(Collection<ResolvedImage> planned, Healing healing) {
        this.healing = healing;
        if (healing.isPossible()) {
            planned.forEach(image -> images.put(image.name(), image));
        }
    }

    /** The same result with what of it came from spares. */
    ImageResult told(ImageResult result) {
        ResolvedImage image = images.get(result.name());
        if (image == null || !DELIVERED.contains(Tally.Kind.of(result.outcome()))) {
            return result;
        }
        arrived.add(image);
        return result.with(HealedImages.parts(image.manifests(), healing));
    }

    HealedImages images() {
        return HealedImages.of(arrived, healing);
    }
}
