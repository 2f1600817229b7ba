// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.registry.ManifestState;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.resolve.ResolvedManifest;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Asks the target for all that an image consists of, right after its push: each manifest and blob of a repository once. */
final class PushVerifier {
    private static final int FORBIDDEN_BY_POLICY = 412;

    private final Destination destination;
    private final Verification verification;
    private final Set<Place> found = ConcurrentHashMap.newKeySet();

    PushVerifier(Destination destination, Verification verification) {
        this.destination = destination;
        this.verification = verification;
    }

    /** @throws RefusedException if something is not there, or not as it was sent */
    void verify(ResolvedImage image) throws RefusedException {
        if (verification == Verification.NONE) {
            return;
        }
        for (ResolvedManifest manifest : image.manifests()) {
            Place place = new Place(image.target(), manifest.digest());
            if (!found.contains(place)) {
                manifest(place);
                found.add(place);
            }
        }
        for (Blob blob : image.blobs()) {
            Place place = new Place(image.target(), blob.digest());
            if (!found.contains(place)) {
                blob(place, blob);
                found.add(place);
            }
        }
    }

    private void manifest(Place place) throws RefusedException {
        switch (destination.manifest(place.repository(), place.digest())) {
            case ManifestState.There(Digest digest) -> requireSame("manifest", place, digest);
            case ManifestState.Absent _ ->
                throw corrupt("manifest " + place.digest() + " was taken and is not there in " + place.repository());
            case ManifestState.Broken(Refusal refusal) -> throw new RefusedException(refusal);
        }
        if (verification == Verification.BYTES) {
            try {
                requireBytes("manifest", place, destination.readManifest(place.repository(), place.digest()));
            } catch (RefusedException e) {
                // there, and a policy about vulnerabilities or signatures forbids to pull it (protocol.md §5.5)
                if (e.refusal().status() != FORBIDDEN_BY_POLICY) {
                    throw e;
                }
            }
        }
    }

    private void blob(Place place, Blob blob) throws RefusedException {
        if (!BlobPresence.isThere(destination, place, blob)) {
            throw corrupt("blob " + place.digest() + " was taken and is not there in " + place.repository());
        }
        if (verification == Verification.BYTES) {
            requireBytes("blob", place, destination.readBlob(place.repository(), place.digest()));
        }
    }

    private static void requireBytes(String what, Place place, Optional<Digest> read) throws RefusedException {
        if (read.isEmpty()) {
            throw corrupt(what + " " + place.digest() + " cannot be read back from " + place.repository());
        }
        requireSame(what, place, read.get());
    }

    private static void requireSame(String what, Place place, Digest actual) throws RefusedException {
        if (!actual.equals(place.digest())) {
            throw corrupt(what + " " + place.digest() + " has other bytes in " + place.repository()
                    + " there: their digest is " + actual);
        }
    }

    private static RefusedException corrupt(String words) {
        return new RefusedException(new Refusal(Refusal.Reason.CORRUPT_TARGET, 0, words));
    }
}
