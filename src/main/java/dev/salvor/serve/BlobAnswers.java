// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve;

import dev.salvor.content.Content;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.ImageSource;
import dev.salvor.source.StoredBlob;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Blobs, straight from their files. One belongs to a repository if an image of it that is meant refers to it, linked there or not, and it must have the
 * size that such an image says.
 */
final class BlobAnswers {
    private final ImageSource source;
    private final Grants grants;
    private final HoldingsCache holdings;
    private final ContentProof proof;

    BlobAnswers(ImageSource source, Grants grants, HoldingsCache holdings, ContentProof proof) {
        this.source = source;
        this.grants = grants;
        this.holdings = holdings;
        this.proof = proof;
    }

    Reply answer(RepositoryName repository, Digest digest, Asked asked) {
        StoredBlob stored = source.blob(repository, digest);
        OptionalLong granted = grants.size(repository, digest);
        if (granted.isPresent()
                && stored instanceof StoredBlob.Present present
                && present.size() == granted.getAsLong()) {
            return proven(digest, present.content(), asked);
        }
        List<Long> sizes = holdings.of(repository).sizes(digest);
        if (sizes.isEmpty()) {
            return unknown("no image of the repository refers to such a blob");
        }
        return switch (stored) {
            case StoredBlob.Present present
            when sizes.contains(present.size()) -> {
                grants.blob(repository, digest, present.size());
                yield proven(digest, present.content(), asked);
            }
            case StoredBlob.Present present ->
                unknown("the blob is damaged: it has " + present.size() + " bytes on disk, its manifest says "
                        + sizes.stream().map(String::valueOf).collect(Collectors.joining(" or ")));
            case StoredBlob.Missing _ -> unknown("the blob is damaged: it is missing");
            case StoredBlob.Unreadable(var _, String reason) -> unknown("the blob cannot be read: " + reason);
        };
    }

    private Reply proven(Digest digest, Content content, Asked asked) {
        return proof.fault(digest, content)
                .map(BlobAnswers::unknown)
                .orElseGet(() -> Documents.blob(digest, new Body.Stored(content, 0, content.size()), asked));
    }

    private static Reply unknown(String why) {
        return new Complaint(Complaint.Code.BLOB_UNKNOWN, why).reply();
    }
}
