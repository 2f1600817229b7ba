// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve;

import dev.salvor.image.Digest;
import dev.salvor.image.MediaType;
import dev.salvor.image.ReferrersList;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.ImageSource;
import dev.salvor.source.StoredManifest;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What is about a manifest (distribution-spec, "Listing Referrers"): none is an empty list, also of what is not there. */
final class ReferrerAnswers {
    private final ImageSource source;
    private final HoldingsCache holdings;

    ReferrerAnswers(ImageSource source, HoldingsCache holdings) {
        this.source = source;
        this.holdings = holdings;
    }

    Reply answer(RepositoryName repository, Digest subject, Optional<String> artifactType) {
        Stream<byte[]> referrers = holdings.of(repository).referrers(subject).stream()
                .flatMap(digest -> bytes(repository, digest).stream());
        ReferrersList list = ReferrersList.of(
                referrers,
                type -> artifactType.filter(wanted -> !wanted.equals(type)).isEmpty());
        Reply reply =
                Reply.of(200, Map.of("Content-Type", MediaType.OCI_INDEX.value()), new ReplyBody.Bytes(list.bytes()));
        return artifactType.isPresent() ? reply.with("OCI-Filters-Applied", "artifactType") : reply;
    }

    /** What was deleted since leaves its directory behind, which tells nothing (protocol.md §1.7). */
    private Optional<byte[]> bytes(RepositoryName repository, Digest digest) {
        return source.revision(repository, digest).isPresent()
                        && source.manifest(repository, digest) instanceof StoredManifest.Intact(var _, byte[] bytes)
                ? Optional.of(bytes)
                : Optional.empty();
    }
}
