// SPDX-License-Identifier: Apache-2.0
package dev.salvor.proof;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.select.SelectedRepository;
import dev.salvor.source.TagOrigin;
import java.util.List;
import java.util.stream.Stream;

/**
 * An image of the source that has a digest, by which the registry can be asked for it.
 *
 * @param origin who says that the name stands for the digest
 */
record Root(ImageName name, Digest digest, TagOrigin origin) {

    static List<Root> of(SelectedRepository repository) {
        RepositoryName its = repository.name();
        return Stream.concat(
                        repository.tags().stream()
                                .map(tag -> new Root(new ImageName(its, tag.tag()), tag.digest(), tag.origin())),
                        repository.revisions().stream().map(digest -> of(its, digest)))
                .toList();
    }

    /** A revision, by its digest alone. */
    static Root of(RepositoryName repository, Digest digest) {
        return new Root(new ImageName(repository, digest), digest, new TagOrigin.Link());
    }
}
