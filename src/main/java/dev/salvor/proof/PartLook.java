// SPDX-License-Identifier: Apache-2.0
package dev.salvor.proof;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.registry.RefusedException;

/** How a part of an image is looked for. All may be called from many threads. */
interface PartLook {
    PartState manifest(RepositoryName repository, Digest digest) throws RefusedException;

    /** @param size that it must have, in bytes */
    PartState blob(RepositoryName repository, Digest digest, long size) throws RefusedException, InterruptedException;

    /** Whether the manifest of a tag has to be looked for by its digest as well. */
    boolean readsManifests();
}
