// SPDX-License-Identifier: Apache-2.0
package dev.salvor.proof;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.registry.ManifestState;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.registry.Registry;

/** By HEAD: no byte travels, and nothing counts as a pull. */
final class HeadLook implements PartLook {
    private final Registry registry;

    HeadLook(Registry registry) {
        this.registry = registry;
    }

    @Override
    public PartState manifest(RepositoryName repository, Digest digest) throws RefusedException {
        return switch (registry.manifest(repository, digest)) {
            case ManifestState.There(Digest actual)
            when actual.equals(digest) -> new PartState.There(PartState.There.UNKNOWN);
            case ManifestState.There(Digest actual) -> new PartState.OtherContent(actual);
            case ManifestState.Absent _ -> new PartState.Absent();
            case ManifestState.Broken(Refusal refusal) -> new PartState.Untold(refusal);
        };
    }

    /** A size that differs once may be of a cache or a proxy; twice, it is of the blob. */
    @Override
    public PartState blob(RepositoryName repository, Digest digest, long size) throws RefusedException {
        Registry.BlobState state = registry.provenBlob(repository, digest);
        boolean differs = state instanceof Registry.BlobState.There(long actual) && actual != size;
        return switch (differs ? registry.provenBlob(repository, digest) : state) {
            case Registry.BlobState.Absent _ -> new PartState.Absent();
            case Registry.BlobState.There(long actual) when actual >= 0 -> new PartState.There(actual);
            case Registry.BlobState.There _ ->
                new PartState.Untold(new Refusal(
                        Refusal.Reason.UNEXPECTED, 0, "it does not tell how many bytes blob " + digest + " has"));
        };
    }

    @Override
    public boolean readsManifests() {
        return false;
    }
}
