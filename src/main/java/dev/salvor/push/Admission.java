// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.plan.FoundHomes;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.registry.RegistryConnection;
import dev.salvor.resolve.ResolvedImage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Which images a push begins where the room is known: in the order of the push as long as they fit, so that what arrives is whole. Many
 * that are begun at once in a project that has room for few would each be half sent when its quota ends.
 *
 * <p>What an image adds is an upper bound: blobs that only repositories of the project have in which no selected tag is, and manifests that
 * the project has under other tags, are not known of. Where an image would have no room, its own repository is asked for its blobs: an
 * earlier run may have left it half sent, which takes room already.
 */
public final class Admission {
    /** So many images of a project are half sent at most when a run ends ({@link Slots}). */
    private static final int FRUITLESS = 16;

    private final Map<String, Long> room;
    private final FoundHomes homes;
    private final Lookup target;
    private final Map<String, Set<Digest>> counted = new HashMap<>();
    private final Map<String, Integer> fruitless = new HashMap<>();

    /** Asks the target. */
    interface Lookup {
        boolean has(RepositoryName repository, Blob blob) throws RefusedException;
    }

    /**
     * @param room bytes that are left in each project whose room is known
     * @param homes what the projects have already takes no more room
     */
    public Admission(Map<String, Long> room, FoundHomes homes, RegistryConnection target) {
        this(
                room,
                homes,
                (repository, blob) ->
                        new BlobPresence(new RegistryDestination(target, _ -> {}), repository, blob).isFound());
    }

    Admission(Map<String, Long> room, FoundHomes homes, Lookup target) {
        this.room = new HashMap<>(room);
        this.homes = homes;
        this.target = target;
    }

    /**
     * What an image adds counts once in its project, however many images share it.
     *
     * @param refused hears of each image that has no room, and of what is about such an image
     * @return the others, in the order given
     */
    public List<ResolvedImage> admit(List<ResolvedImage> images, BiConsumer<ResolvedImage, Refusal> refused) {
        Map<ResolvedImage, Refusal> refusals = new IdentityHashMap<>();
        Map<RepositoryName, Set<Digest>> leftOut = new HashMap<>();
        for (ResolvedImage image : Interleaving.order(images)) {
            Set<Digest> without = leftOut.computeIfAbsent(image.target(), _ -> new HashSet<>());
            refusal(image, without).ifPresent(refusal -> {
                refusals.put(image, refusal);
                without.add(image.root().digest());
            });
        }
        refusals.forEach(refused);
        return images.stream().filter(image -> !refusals.containsKey(image)).toList();
    }

    private Optional<Refusal> refusal(ResolvedImage image, Set<Digest> leftOut) {
        String project = image.target().project();
        Long left = room.get(project);
        if (left == null) {
            return Optional.empty();
        }
        if (image.subject().map(leftOut::contains).orElse(false)) {
            return refusal("what it is about has no room in project " + project);
        }
        Map<Digest, Long> added = added(image);
        if (sum(added) > left && isHalfSent(image, added.keySet())) {
            added = added(image);
        }
        long bytes = sum(added);
        if (bytes > left) {
            return refusal("it adds up to " + bytes + " bytes to project " + project + ", where " + left + " are left");
        }
        room.put(project, left - bytes);
        counted.computeIfAbsent(project, _ -> new HashSet<>()).addAll(added.keySet());
        return Optional.empty();
    }

    /** Its contents that the project neither has nor is about to get: layers, configs and manifests, as Harbor counts (protocol.md §5.5). */
    private Map<Digest, Long> added(ResolvedImage image) {
        String project = image.target().project();
        Set<Digest> known = counted.getOrDefault(project, Set.of());
        Map<Digest, Long> added = new HashMap<>();
        image.manifests().forEach(manifest -> added.put(manifest.digest(), manifest.size()));
        image.blobs().forEach(blob -> {
            if (!homes.isIn(project, blob.digest())) {
                added.put(blob.digest(), blob.size());
            }
        });
        added.keySet().removeAll(known);
        return added;
    }

    private static long sum(Map<Digest, Long> added) {
        return added.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Looks for what it would add. If nothing of the images without room is there, those that come after are not looked for. */
    private boolean isHalfSent(ResolvedImage image, Set<Digest> added) {
        String project = image.target().project();
        if (fruitless.getOrDefault(project, 0) == FRUITLESS) {
            return false;
        }
        Set<Digest> found = new HashSet<>();
        try {
            for (Blob blob : image.blobs()) {
                if (added.contains(blob.digest()) && target.has(image.target(), blob)) {
                    found.add(blob.digest());
                }
            }
        } catch (RefusedException e) {
            // it is no news that it has no room, and what else is wrong is told by what is pushed
            fruitless.put(project, FRUITLESS);
        }
        if (found.isEmpty()) {
            fruitless.merge(project, 1, (before, one) -> Math.min(before + one, FRUITLESS));
        }
        counted.computeIfAbsent(project, _ -> new HashSet<>()).addAll(found);
        return !found.isEmpty();
    }

    /** Nothing was sent, so there is no status. */
    private static Optional<Refusal> refusal(String words) {
        return Optional.of(new Refusal(Refusal.Reason.NO_ROOM, 0, words));
    }
}
