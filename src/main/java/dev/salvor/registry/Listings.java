// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.registry.http.Access;
import dev.salvor.registry.http.Answer;
import dev.salvor.registry.http.Request;
import dev.salvor.registry.http.Sender;
import java.io.IOException;
import java.util.List;
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
        Pages pages = new Pages(sender, new Access.Catalog(), paths.base(), Request.Repeat.OPTIONAL);
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

    /** @throws RefusedException if the token service refuses the login, or the registry is gone: that ends the run */
    TagListing tags(RepositoryName repository) throws RefusedException {
        Pages pages = new Pages(sender, new Access.Pull(repository), paths.base(), Request.Repeat.FREELY);
        try {
            return switch (pages.read(paths.tags(repository), "tags")) {
                case Pages.Listing.Complete(List<String> names) ->
                    new TagListing.Listed(names.stream()
                            .flatMap(name -> Tag.tryParse(name).stream())
                            .collect(Collectors.toCollection(TreeSet::new)));
                case Pages.Listing.Failed(Answer answer) ->
                    saysThatNoneIsThere(answer) ? new TagListing.NoRepository() : unknown(answer, Refusal.of(answer));
                case Pages.Listing.Torn torn -> unknown(torn.answer(), torn.refusal());
            };
        } catch (IOException e) {
            RefusedException refused = unanswered.apply(e);
            if (refused.refusal().scope() == Refusal.Scope.RUN) {
                throw refused;
            }
            return new TagListing.Unknown(refused.refusal());
        }
    }

    /** The spec's code, and Harbor's (protocol.md §5.2); a 404 in other words may be of something in front of the registry. */
    private static boolean saysThatNoneIsThere(Answer answer) {
        boolean harborSaysSo = answer.hasError("NOT_FOUND") && answer.says("repository ") && answer.says("not found");
        return answer.status() == 404 && (answer.hasError("NAME_UNKNOWN") || harborSaysSo);
    }

    /** What ends the run would end the next request just so; a 401 only if the token service says it. */
    private static TagListing unknown(Answer answer, Refusal refusal) throws RefusedException {
        boolean isDeniedHere =
                answer.status() == 401 && !answer.isOfTokenService() && refusal.reason() != Refusal.Reason.LOGIN_ENDED;
        if (refusal.scope() == Refusal.Scope.RUN && !isDeniedHere) {
            throw new RefusedException(refusal);
        }
        return new TagListing.Unknown(refusal);
    }
}
