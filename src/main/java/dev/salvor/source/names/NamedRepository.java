// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.source.BrokenTag;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.StoredTag;
import java.util.List;
import java.util.Optional;

/**
 * What a list says of a repository.
 *
 * @param tags sorted
 * @param broken tags for which it gives several digests, sorted
 */
record NamedRepository(TagRows tags, List<BrokenTag> broken) {
    NamedRepository {
        broken = List.copyOf(broken);
    }

    ScannedRepository repository(RepositoryName name) {
        return new ScannedRepository(name, tags.all(), broken, false);
    }

    Optional<StoredTag> find(Tag tag) {
        return broken.stream()
                .filter(each -> each.tag().equals(tag))
                .findFirst()
                .<StoredTag>map(StoredTag.Broken::new)
                .or(() -> tags.find(tag).map(StoredTag.Linked::new));
    }
}
