// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.image.Blob;
import dev.salvor.image.RepositoryName;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.registry.Registry;

/** Looks whether the target has a blob in a repository. */
record BlobPresence(Destination destination, RepositoryName repository, Blob blob) {

    /**
     * A size that differs once may be of a cache or a proxy; twice, it is of the blob.
     *
     * @throws RefusedException also if it is there in another size: that is no blob of this digest
     */
    boolean isThere() throws RefusedException {
        Registry.BlobState state = destination.blob(repository, blob.digest());
        return switch (hasOtherSize(state) ? destination.blob(repository, blob.digest()) : state) {
            case Registry.BlobState.Absent _ -> false;
            case Registry.BlobState.There again
            when hasOtherSize(again) ->
                throw new RefusedException(new Refusal(
                        Refusal.Reason.CORRUPT_TARGET,
                        200,
                        "blob " + blob.digest() + " has " + again.size() + " bytes in " + repository
                                + " there, and must have " + blob.size()));
            case Registry.BlobState.There _ -> true;
        };
    }

    private boolean hasOtherSize(Registry.BlobState state) {
        return state instanceof Registry.BlobState.There(long size) && size >= 0 && size != blob.size();
    }

    /** Asked to spare an upload: if the registry does not tell about this blob, the upload has the last word. */
    boolean isFound() throws RefusedException {
        try {
            return isThere();
        } catch (RefusedException e) {
            if (isUntold(e.refusal())) {
                return false;
            }
            throw e;
        }
    }

    /** An answer that concerns nothing beyond the question. */
    private static boolean isUntold(Refusal refusal) {
        boolean isOfTheQuestion = refusal.scope() == Refusal.Scope.IMAGE
                && refusal.reason() != Refusal.Reason.CORRUPT_TARGET
                && refusal.status() != 0;
        return isOfTheQuestion || refusal.leavesPushOpen();
    }
}
