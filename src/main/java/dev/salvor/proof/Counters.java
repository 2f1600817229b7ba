// SPDX-License-Identifier: Apache-2.0
package dev.salvor.proof;

import java.util.concurrent.atomic.LongAdder;

/** How much was asked; from any thread. */
final class Counters {
    private final LongAdder manifests = new LongAdder();
    private final LongAdder blobs = new LongAdder();
    private final LongAdder read = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    /** The manifest of an image, by its name. */
    void tag() {
        manifests.increment();
    }

    void part(boolean isManifest) {
        (isManifest ? manifests : blobs).increment();
    }

    /** A blob, to its last byte. */
    void read(long size) {
        read.increment();
        bytes.add(size);
    }

    RegistryProof.Asked sum() {
        return new RegistryProof.Asked(manifests.sum(), blobs.sum(), read.sum(), bytes.sum());
    }
}
