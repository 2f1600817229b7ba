// SPDX-License-Identifier: Apache-2.0
package dev.salvor.select;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.Reference;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.BrokenTag;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.ScannedTag;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A repository of the storage, as far as it was selected.
 *
 * @param all that the storage has of it
 * @param tags that have a digest, sorted
 * @param broken tags whose link gives none, sorted
 * @param revisions that are asked for by digest, sorted
 */
public record SelectedRepository(
        ScannedRepository all, List<ScannedTag> tags, List<BrokenTag> broken, List<Digest> revisions) {
    public SelectedRepository {
        tags = List.copyOf(tags);
        broken = List.copyOf(broken);
        revisions = List.copyOf(revisions);
    }

    public boolean isEmpty() {
        return size() == 0;
    }

    /** How many images it means. */
    int size() {
        return tags.size() + broken.size() + revisions.size();
    }

    /** Of all these images. */
    Set<ImageName> names() {
        return Stream.<Reference>concat(
                        Stream.concat(
                                tags.stream().map(ScannedTag::tag),
                                broken.stream().map(BrokenTag::tag)),
                        revisions.stream())
                .map(reference -> new ImageName(name(), reference))
                .collect(Collectors.toSet());
    }

    public RepositoryName name() {
        return all.name();
    }
}
