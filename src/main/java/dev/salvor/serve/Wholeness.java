// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve;

import dev.salvor.image.Digest;
import dev.salvor.image.Manifest;
import dev.salvor.image.RepositoryName;
import dev.salvor.outcome.Outcome;
import dev.salvor.resolve.Resolution;
import dev.salvor.resolve.ResolvedManifest;
import dev.salvor.resolve.Resolver;
import dev.salvor.source.ImageSource;
import java.util.List;
import java.util.Optional;

/**
 * Whether an image can be served: its blobs are there in their sizes. An index can be as soon as one of its images can: a node pulls one
 * platform, and what is damaged of the others says so when it is asked for.
 */
final class Wholeness {
    private final ImageSource source;
    private final Grants grants;

    /** @param grants learns what is asked for next */
    Wholeness(ImageSource source, Grants grants) {
        this.source = source;
        this.grants = grants;
    }

    /** What is wrong with it; empty if it can be served. */
    Optional<String> fault(RepositoryName repository, Manifest manifest) {
        Resolver resolver = new Resolver(source);
        return switch (resolver.resolve(repository, manifest.digest())) {
            case Resolution.Whole whole -> {
                grant(repository, whole.manifests());
                yield Optional.empty();
            }
            case Resolution.Incomplete(Outcome why) ->
                manifest instanceof Manifest.Index index && anyWhole(repository, index, resolver)
                        ? Optional.empty()
                        : Optional.of(words(why));
        };
    }

    private boolean anyWhole(RepositoryName repository, Manifest.Index index, Resolver resolver) {
        boolean any = false;
        for (Digest child :
                index.children().stream().map(each -> each.digest()).distinct().toList()) {
            grants.manifest(repository, child);
            if (resolver.resolve(repository, child) instanceof Resolution.Whole whole) {
                grant(repository, whole.manifests());
                any = true;
            }
        }
        return any;
    }

    private void grant(RepositoryName repository, List<ResolvedManifest> manifests) {
        manifests.forEach(manifest -> {
            grants.manifest(repository, manifest.digest());
            manifest.blobs().forEach(blob -> grants.blob(repository, blob.digest(), blob.size()));
        });
    }

    private static String words(Outcome why) {
        return switch (why) {
            case Outcome.Damaged(String reason) -> "the image is damaged: " + reason;
            case Outcome.Unreadable(String reason) -> "the image cannot be read: " + reason;
            case Outcome.Unsupported(String reason) -> "the image cannot be served: " + reason;
            case Outcome.Pushed _,
                    Outcome.AlreadyThere _,
                    Outcome.Conflict _,
                    Outcome.NotInStorage _,
                    Outcome.NamedOnly _,
                    Outcome.Ambiguous _,
                    Outcome.Refused _,
                    Outcome.Misnamed _,
                    Outcome.NotTried _,
                    Outcome.Bug _ -> throw new IllegalStateException("no resolution ends so: " + why);
        };
    }
}
