// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve;

import dev.salvor.content.Content;
import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.ImageSource;
import dev.salvor.source.StoredBlob;
import java.util.List;
import java.util.Optional;
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
        OptionalLong granted = grants.size(repository, digest);
        if (granted.isPresent()) {
            Blob blob = new Blob(digest, granted.getAsLong());
            Optional<Content> content = content(repository, blob);
            if (content.isPresent()) {
                return proven(repository, blob, content.get(), asked);
            }
        }
        List<Long> sizes = holdings.of(repository).sizes(digest);
        for (long size : sizes) {
            Blob blob = new Blob(digest, size);
            Optional<Content> content = content(repository, blob);
            if (content.isPresent()) {
                grants.blob(repository, digest, size);
                return proven(repository, blob, content.get(), asked);
            }
        }
        return unknown(
                sizes.isEmpty()
                        ? "no image of the repository refers to such a blob"
                        : fault(source.blob(repository, digest), sizes));
    }

    /** In the size that it must have. */
    private Optional<Content> content(RepositoryName repository, Blob blob) {
        return source.blob(repository, blob) instanceof StoredBlob.Present present && present.size() == blob.size()
                ? Optional.of(present.content())
                : Optional.empty();
    }

    private static String fault(StoredBlob stored, List<Long> sizes) {
        return switch (stored) {
            case StoredBlob.Present present ->
                "the blob is damaged: it has " + present.size() + " bytes on disk, its manifest says "
                        + sizes.stream().map(String::valueOf).collect(Collectors.joining(" or "));
            case StoredBlob.Missing _ -> "the blob is damaged: it is missing";
            case StoredBlob.Unreadable(var _, String reason) -> "the blob cannot be read: " + reason;
        };
    }

    /** What has other bytes than it should comes from where the storage is healed from, if there is such a place, and is read as well. */
    private Reply proven(RepositoryName repository, Blob blob, Content content, Asked asked) {
        Optional<String> fault = proof.fault(blob.digest(), content);
        if (fault.isEmpty()) {
            return reply(blob, content, asked);
        }
        return source.healing()
                .instead(repository, blob, content)
                .filter(other -> proof.fault(blob.digest(), other).isEmpty())
                .map(other -> reply(blob, other, asked))
                .orElseGet(() -> unknown(fault.get()));
    }

    private static Reply reply(Blob blob, Content content, Asked asked) {
        return Documents.blob(blob.digest(), new ReplyBody.Stored(content, 0, content.size()), asked);
    }

    private static Reply unknown(String why) {
        return new Complaint(Complaint.Code.BLOB_UNKNOWN, why).reply();
    }
}
