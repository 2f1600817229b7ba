// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.registry.http.Access;
import dev.salvor.registry.http.Answer;
import dev.salvor.registry.http.Sender;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a registry lists: its repositories, and the tags of one. */
final class Listings {
    /** As many as distribution allows at most (protocol.md §5.1). */
    private static final int CATALOG_PAGE = 1000;
    /** The default, for a registry that allows less. */
    private static final int SMALL_CATALOG_PAGE = 100;

    private final Sender sender;
    private final RegistryPaths paths;
    private final Function<IOException, RefusedException> unanswered;

    /** @param unanswered tells what it means that no answer came, or none that makes sense */
    Listings(Sender sender, RegistryPaths paths, Function<IOException, RefusedException> unanswered) {
        this.sender = sender;
        this.paths = paths;
        this.unanswered = unanswered;
    }

    Catalog catalog() throws RefusedException {
        Pages pages = new Pages(sender, new Access.Catalog(), paths.base());
        try {
            Pages.Listing listing = pages.read(paths.catalog(CATALOG_PAGE), "repositories");
            if (listing instanceof Pages.Listing.Failed(Answer answer) && answer.status() == 400) {
                listing = pages.read(paths.catalog(SMALL_CATALOG_PAGE), "repositories");
            }
            return switch (listing) {
                case Pages.Listing.Complete(List<String> names) ->
                    new Catalog.Readable(names.stream()
                            .flatMap(name -> RepositoryName.tryParse(name).stream())
                            .collect(Collectors.toCollection(TreeSet::new)));
                case Pages.Listing.Failed(Answer answer) ->
                    switch (answer.status()) {
                        case 401, 403, 404, 405 -> new Catalog.Withheld(answer.status());
                        default -> throw new RefusedException(Refusal.of(answer));
                    };
                case Pages.Listing.Torn torn -> throw new RefusedException(torn.refusal());
            };
        } catch (IOException e) {
            throw unanswered.apply(e);
        }
    }

    /** Empty if there is no such repository. */
    Optional<Set<Tag>> tags(RepositoryName repository) throws RefusedException {
        Pages pages = new Pages(sender, new Access.Pull(repository), paths.base());
        try {
            return switch (pages.read(paths.tags(repository), "tags")) {
                case Pages.Listing.Complete(List<String> names) ->
                    Optional.of(names.stream()
                            .flatMap(name -> Tag.tryParse(name).stream())
                            .collect(Collectors.toCollection(TreeSet::new)));
                case Pages.Listing.Failed(Answer answer) when answer.status() == 404 -> Optional.empty();
                case Pages.Listing.Failed(Answer answer) -> throw new RefusedException(Refusal.of(answer));
                case Pages.Listing.Torn torn -> throw new RefusedException(torn.refusal());
            };
        } catch (IOException e) {
            throw unanswered.apply(e);
        }
    }
}
