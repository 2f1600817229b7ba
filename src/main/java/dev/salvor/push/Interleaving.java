// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.resolve.ResolvedImage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The order in which images are pushed: projects in turn, within them repositories in turn (rule 8), referrers after the images
 * that they are about.
 */
final class Interleaving {
    private Interleaving() {}

    static List<ResolvedImage> order(List<ResolvedImage> images) {
        Map<Place, ResolvedImage> owners = new HashMap<>();
        images.forEach(image ->
                image.manifests().forEach(manifest -> owners.put(new Place(image.target(), manifest.digest()), image)));
        Map<Integer, List<ResolvedImage>> byDepth = new TreeMap<>();
        images.forEach(image -> byDepth.computeIfAbsent(depth(image, owners), _ -> new ArrayList<>())
                .add(image));
        List<ResolvedImage> ordered = new ArrayList<>(images.size());
        byDepth.values().forEach(level -> ordered.addAll(inTurn(level)));
        return ordered;
    }

    /** How many images of this run have to come before: 0 for what is no referrer. A digest cannot refer to itself. */
    private static int depth(ResolvedImage image, Map<Place, ResolvedImage> owners) {
        int depth = 0;
        ResolvedImage current = image;
        while (current.subject().isPresent()) {
            Digest subject = current.subject().get();
            ResolvedImage owner = owners.get(new Place(current.target(), subject));
            if (owner == null || owner == current || depth > owners.size()) {
                break;
            }
            depth++;
            current = owner;
        }
        return depth;
    }

    private static List<ResolvedImage> inTurn(List<ResolvedImage> images) {
        Map<String, Map<RepositoryName, Deque<ResolvedImage>>> projects = new TreeMap<>();
        images.forEach(image -> projects.computeIfAbsent(image.target().project(), _ -> new TreeMap<>())
                .computeIfAbsent(image.target(), _ -> new ArrayDeque<>())
                .add(image));
        return roundRobin(projects.values().stream()
                .map(repositories -> new ArrayDeque<>(roundRobin(repositories.values())))
                .toList());
    }

    private static List<ResolvedImage> roundRobin(Collection<? extends Deque<ResolvedImage>> queues) {
        List<ResolvedImage> ordered = new ArrayList<>();
        Deque<Deque<ResolvedImage>> waiting = new ArrayDeque<>(queues);
        while (!waiting.isEmpty()) {
            Deque<ResolvedImage> queue = waiting.poll();
            ordered.add(queue.poll());
            if (!queue.isEmpty()) {
                waiting.add(queue);
            }
        }
        return ordered;
    }
}
