// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.image.Blob;
import dev.salvor.outcome.BlobCounts;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.resolve.ResolvedManifest;
import dev.salvor.resolve.SourceFaultException;
import java.util.Set;

/**
 * The target was put on the storage that is read, so that blobs lie in their repositories already, and a PUT of each manifest is enough
 * (protocol.md §1.11). Nobody is asked for a blob before, since Harbor denies those that its database does not know. A registry that
 * checks a manifest's parts, as distribution does, says by taking it that they are there; {@link InPlaceCheck} looks for those that don't.
 */
final class BlobsInPlace implements Supply {
    private final BlobCounts counts;

    BlobsInPlace(BlobCounts counts) {
        this.counts = counts;
    }

    @Override
    public void bring(TargetRepository repository, ResolvedImage image, Set<Blob> needed) {}

    /** Nothing is sent again: what the volume has no link to stays unseen. */
    @Override
    public void put(TargetRepository repository, ResolvedImage image, ResolvedManifest manifest, Put put)
            throws RefusedException, SourceFaultException {
        try {
            if (put.send()) {
                counts.registered();
                repository.found(manifest.blobs());
            }
        } catch (RefusedException e) {
            throw unlinked(UnusualManifest.of(manifest, e));
        }
    }

    private static RefusedException unlinked(RefusedException refused) {
        Refusal refusal = refused.refusal();
        return refusal.reason() == Refusal.Reason.BLOB_UNKNOWN
                ? new RefusedException(new Refusal(Refusal.Reason.UNLINKED, refusal.status(), refusal.words()))
                : refused;
    }
}
