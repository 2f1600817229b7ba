// SPDX-License-Identifier: Apache-2.0
package dev.salvor.resolve;

import dev.salvor.image.Digest;
import dev.salvor.outcome.Outcome;
import dev.salvor.source.BrokenTag;
import dev.salvor.source.StoredBlob;
import dev.salvor.source.StoredManifest;

/** What the state of something in a source means for the images that need it: the one place that says so. */
public final class StorageFaults {
    private StorageFaults() {}

    public static Outcome of(BrokenTag tag) {
        return switch (tag.why()) {
            case DAMAGED -> new Outcome.Damaged(tag.reason());
            case UNREADABLE -> new Outcome.Unreadable(tag.reason());
            case AMBIGUOUS -> new Outcome.Ambiguous(tag.reason());
        };
    }

    /** @throws SourceFaultException unless it is there, with the bytes that its digest promises */
    public static StoredManifest.Intact requireIntact(Digest digest, StoredManifest stored)
            throws SourceFaultException {
        String manifest = "manifest " + digest;
        return switch (stored) {
            case StoredManifest.Intact intact -> intact;
            case StoredManifest.Missing _ -> throw damaged(manifest + " is missing");
            case StoredManifest.Damaged(var _, String reason) -> throw damaged(manifest + " " + reason);
            case StoredManifest.Unreadable(var _, String reason) -> throw unreadable(manifest + ": " + reason);
        };
    }

    /**
     * @param size that it must have, in bytes
     * @throws SourceFaultException unless it is there in this size
     */
    public static StoredBlob.Present requirePresent(Digest digest, long size, StoredBlob stored)
            throws SourceFaultException {
        String blob = "blob " + digest;
        return switch (stored) {
            case StoredBlob.Present present when present.size() == size -> present;
            case StoredBlob.Present present ->
                throw damaged(blob + " has " + present.size() + " bytes on disk, its manifest says " + size);
            case StoredBlob.Missing _ -> throw damaged(blob + " is missing");
            case StoredBlob.Unreadable(var _, String reason) -> throw unreadable(blob + ": " + reason);
        };
    }

    private static SourceFaultException damaged(String reason) {
        return new SourceFaultException(new Outcome.Damaged(reason));
    }

    private static SourceFaultException unreadable(String reason) {
        return new SourceFaultException(new Outcome.Unreadable(reason));
    }
}
