// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.image.Blob;
import dev.salvor.registry.RefusedException;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.resolve.ResolvedManifest;
import dev.salvor.resolve.SourceFaultException;
import java.util.Set;

/** How what a manifest lists comes to lie in its repository of the target. */
sealed interface Supply permits SentBlobs, BlobsInPlace {

    /** The PUT of a manifest. */
    interface Put {
        /** @return whether this is what brought the manifest there */
        boolean send() throws RefusedException, SourceFaultException;
    }

    /** Returns when an image's blobs are in the repository, before any of its manifests is PUT. To be called in a slot. */
    void bring(TargetRepository repository, ResolvedImage image, Set<Blob> needed)
            throws RefusedException, SourceFaultException, InterruptedException;

    /** Puts a manifest of an image; what the registry then says that it lacks is this one's business. */
    void put(TargetRepository repository, ResolvedImage image, ResolvedManifest manifest, Put put)
            throws RefusedException, SourceFaultException, InterruptedException;
}
