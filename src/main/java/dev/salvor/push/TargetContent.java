// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import java.util.Optional;

/** Something that the target has taken, to be asked for: the words of what is wrong with it. @param what "blob" or "manifest" */
record TargetContent(String what, RepositoryName repository, Digest digest) {

    /** @throws RefusedException unless these are its bytes. @param read their digest; empty if there were none */
    void requireRead(Optional<Digest> read) throws RefusedException {
        if (read.isEmpty()) {
            throw corrupt(what + " " + digest + " cannot be read back from " + repository);
        }
        requireSame(read.get());
    }

    void requireSame(Digest actual) throws RefusedException {
        if (!actual.equals(digest)) {
            throw corrupt(
                    what + " " + digest + " has other bytes in " + repository + " there: their digest is " + actual);
        }
    }

    RefusedException lost() {
        return corrupt(what + " " + digest + " was taken and is not there in " + repository);
    }

    private static RefusedException corrupt(String words) {
        return new RefusedException(new Refusal(Refusal.Reason.CORRUPT_TARGET, 0, words));
    }
}
