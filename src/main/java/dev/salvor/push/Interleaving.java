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
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The order in which images are pushed: projects in turn, within them repositories in turn (rule 8), referrers after the images
 * that they are about.
 */
final class Interleaving {
    private Interleaving() {}

    static List<ResolvedImage> order(List<ResolvedImage> images) {
        Map<RepositoryName, List<ResolvedImage>> repositories = new LinkedHashMap<>();
        images.forEach(image -> repositories
                .computeIfAbsent(image.target(), _ -> new ArrayList<>())
                .add(image));
        Map<ResolvedImage, Integer> depths = new IdentityHashMap<>();
        repositories.values().forEach(its -> measure(its, depths));
        Map<Integer, List<ResolvedImage>> byDepth = new TreeMap<>();
        images.forEach(image -> byDepth.computeIfAbsent(depths.get(image), _ -> new ArrayList<>())
                .add(image));
        List<ResolvedImage> ordered = new ArrayList<>(images.size());
        byDepth.values().forEach(level -> ordered.addAll(inTurn(level)));
        return ordered;
    }

    /**
     * How many images of this run have to come before: 0 for what is no referrer. No digest can lead back to itself through subjects, but
     * tags that name one can ({@code sha256-A} of B, and {@code sha256-B} of A): one image of such a circle counts as its begin.
     */
    private static void measure(List<ResolvedImage> repository, Map<ResolvedImage, Integer> depths) {
        Map<Digest, ResolvedImage> owners = new HashMap<>();
        repository.forEach(
                image -> image.manifests().forEach(manifest -> owners.putIfAbsent(manifest.digest(), image)));
        for (ResolvedImage image : repository) {
            Deque<ResolvedImage> way = new ArrayDeque<>();
            int depth = 0;
            Optional<ResolvedImage> next = Optional.of(image);
            while (next.isPresent()) {
                // below 0 is what is on this way already
                Integer known = depths.putIfAbsent(next.get(), -1);
                if (known != null) {
                    depth = known + 1;
                    break;
                }
                way.push(next.get());
                next = next.get().subject().map(owners::get);
            }
            for (ResolvedImage each : way) {
                depths.put(each, depth++);
            }
        }
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
