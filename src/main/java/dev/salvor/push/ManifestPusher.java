// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.image.Digest;
import dev.salvor.image.Reference;
import dev.salvor.image.RepositoryName;
import dev.salvor.registry.ManifestState;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.resolve.ResolvedManifest;
import dev.salvor.resolve.SourceFaultException;
import dev.salvor.resolve.StorageFaults;
import dev.salvor.source.ImageSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sends manifests, byte for byte as they are on disk. */
final class ManifestPusher {
    private final ImageSource storage;
    private final Destination destination;
    private final Set<RepositoryName> existing;
    private final ManifestLocks locks = new ManifestLocks();
    private final Map<Place, Boolean> there = new ConcurrentHashMap<>();
    private final Set<Place> sentAgain = ConcurrentHashMap.newKeySet();

    /** @param existing repositories that the target had before */
    ManifestPusher(ImageSource storage, Destination destination, Set<RepositoryName> existing) {
        this.storage = storage;
        this.destination = destination;
        this.existing = existing;
    }

    /** Whether the target has this manifest in this repository, and with it all that belongs to it. */
    boolean isThere(Place place) throws RefusedException {
        Boolean known = there.get(place);
        if (known != null || !existing.contains(place.repository())) {
            return Boolean.TRUE.equals(known);
        }
        boolean found = destination.manifest(place.repository(), place.digest()).isThere(place.digest());
        there.putIfAbsent(place, found);
        return found;
    }

    /** Sends a child by its digest, once. */
    void putChild(RepositoryName target, ResolvedManifest manifest) throws RefusedException, SourceFaultException {
        Place place = new Place(target, manifest.digest());
        try (ManifestLocks.Held _ = locks.hold(place, manifest.children())) {
            if (!Boolean.TRUE.equals(there.get(place))) {
                put(place, manifest, manifest.digest());
            }
        }
    }

    /** Sends a manifest under its tag: the moment at which the image is there. */
    void putTagged(RepositoryName target, ResolvedManifest manifest, Reference tag)
            throws RefusedException, SourceFaultException {
        Place place = new Place(target, manifest.digest());
        try (ManifestLocks.Held _ = locks.hold(place, manifest.children())) {
            put(place, manifest, tag);
        }
    }

    /** What the target has there. */
    ManifestState state(RepositoryName target, Reference reference) throws RefusedException {
        return destination.manifest(target, reference);
    }

    /**
     * The registry says that it lacks a child that it should have: look, and let it be sent again.
     *
     * @param named whether it is this one that the registry misses: then a look that finds it counts for nothing, the first time
     */
    boolean isLost(Place place, boolean named) throws RefusedException {
        boolean lost =
                !state(place.repository(), place.digest()).isThere(place.digest()) || named && sentAgain.add(place);
        if (lost) {
            there.put(place, false);
        }
        return lost;
    }

    private void put(Place place, ResolvedManifest manifest, Reference reference)
            throws RefusedException, SourceFaultException {
        destination.putManifest(place.repository(), reference, manifest.mediaType(), bytes(manifest.digest()));
        if (!existing.isEmpty()) {
            requireReadable(place, reference);
        }
        there.put(place, true);
    }

    /**
     * A target that is not new may have been killed or full before. A broken link is mended by pushing again, a broken manifest is not:
     * distribution answers 201 and keeps the old bytes (protocol.md §1.10), and nobody would know.
     */
    private void requireReadable(Place place, Reference reference) throws RefusedException {
        if (!isReadable(place, reference)) {
            throw new RefusedException(new Refusal(
                    Refusal.Reason.CORRUPT_TARGET,
                    201,
                    "manifest " + place.digest() + " was taken and cannot be read back from " + place.repository()));
        }
    }

    /** A policy that forbids to pull it says that it is there (protocol.md §5.5); this one has just been taken. */
    private boolean isReadable(Place place, Reference reference) throws RefusedException {
        try {
            return destination.manifest(place.repository(), reference).isThere(place.digest());
        } catch (RefusedException e) {
            if (e.refusal().reason() == Refusal.Reason.PULL_POLICY) {
                return true;
            }
            throw e;
        }
    }

    private byte[] bytes(Digest digest) throws SourceFaultException {
        return StorageFaults.requireIntact(digest, storage.manifest(digest)).bytes();
    }
}
