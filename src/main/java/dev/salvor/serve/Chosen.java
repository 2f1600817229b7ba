// SPDX-License-Identifier: Apache-2.0
package dev.salvor.serve;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.select.SelectedRepository;
import dev.salvor.select.Selection;
import dev.salvor.source.BrokenTag;
import dev.salvor.source.ImageSource;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.StoredTag;
import java.util.List;
import java.util.Optional;

/** Which images of a repository are served: one tag is one read of its link, unless it takes all tags to say which are the newest. */
final class Chosen {
    private final ImageSource source;
    private final Selection selection;

    Chosen(ImageSource source, Selection selection) {
        this.source = source;
        this.selection = selection;
    }

    /** What a tag stands for, if it is there and meant. */
    Optional<StoredTag> tag(RepositoryName repository, Tag tag) {
        return source.tags().tag(repository, tag, _ -> {}).filter(stored -> isMeant(repository, stored));
    }

    private boolean isMeant(RepositoryName repository, StoredTag stored) {
        if (selection.meansAllOf(repository)) {
            return true;
        }
        ScannedRepository alone = switch (stored) {
            case StoredTag.Linked(ScannedTag tag) -> new ScannedRepository(repository, List.of(tag), List.of(), false);
            case StoredTag.Broken(BrokenTag tag) -> new ScannedRepository(repository, List.of(), List.of(tag), false);
        };
        if (!selection.countsTags()) {
            return !selection.of(alone).isEmpty();
        }
        return all(repository).stream()
                .anyMatch(selected -> selected.tags().containsAll(alone.tags())
                        && selected.broken().containsAll(alone.broken()));
    }

    /** All that is meant of a repository; empty if there is no such repository, or nothing of it is meant. */
    Optional<SelectedRepository> all(RepositoryName repository) {
        return source.tags()
                .repository(repository, _ -> {})
                .map(selection::of)
                .filter(selected -> !selected.isEmpty() || selection.meansAllOf(repository));
    }

    /** Whether every image of it is meant, tagged or not. */
    boolean isAll(RepositoryName repository) {
        return selection.meansAllOf(repository);
    }

    /** Whether a repository has a manifest, and all of the repository is meant. */
    boolean isRevision(RepositoryName repository, Digest digest) {
        return isAll(repository) && source.revision(repository, digest).isPresent();
    }
}
