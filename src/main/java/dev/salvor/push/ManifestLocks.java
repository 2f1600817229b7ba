// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.image.Digest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Keeps the PUTs of one manifest into one repository apart (rule 2), and the PUT of an index from a PUT of its children: the
 * registry reads a child's link file while it checks the index, and rewrites it when the child comes again under another tag
 * (rule 1).
 */
final class ManifestLocks {
    private final ConcurrentMap<Place, ReadWriteLock> locks = new ConcurrentHashMap<>();

    /** What is held until it is closed. */
    record Held(List<Lock> locks) implements AutoCloseable {
        @Override
        public void close() {
            locks.reversed().forEach(Lock::unlock);
        }
    }

    /** Taken in the order of the digests, so that nobody waits in a circle. */
    Held hold(Place written, Collection<Digest> read) {
        SortedMap<Digest, Lock> needed = new TreeMap<>();
        read.forEach(child ->
                needed.put(child, lock(new Place(written.repository(), child)).readLock()));
        needed.put(written.digest(), lock(written).writeLock());
        List<Lock> held = new ArrayList<>(needed.values());
        held.forEach(Lock::lock);
        return new Held(held);
    }

    private ReadWriteLock lock(Place place) {
        return locks.computeIfAbsent(place, _ -> new ReentrantReadWriteLock());
    }
}
