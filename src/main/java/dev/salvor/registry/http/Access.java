// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry.http;

import dev.salvor.image.RepositoryName;
import java.util.List;

/** What a request needs the right for: the scopes of its token. */
public sealed interface Access {

    /** No Authorization at all: the probe that asks for the challenge, and the token service, which has its own. */
    record Anonymous() implements Access {}

    /** A login, whatever it may do. */
    record Login() implements Access {}

    record Catalog() implements Access {}

    record Pull(RepositoryName repository) implements Access {}

    record Push(RepositoryName repository) implements Access {}

    /** Push into one repository and pull from another, in one token (Harbor asks both of a mount, protocol.md §3.2). */
    record Mount(RepositoryName repository, RepositoryName from) implements Access {}

    /** An upload's session, that is: distribution and Harbor want the right to delete for it (protocol.md §3.3). */
    record Cancel(RepositoryName repository) implements Access {}

    /** The scopes to ask a token service for (distribution, spec/auth/scope.md). */
    default List<String> scopes() {
        return switch (this) {
            case Anonymous _, Login _ -> List.of();
            case Catalog _ -> List.of("registry:catalog:*");
            case Pull(RepositoryName repository) -> List.of("repository:" + repository + ":pull");
            case Push(RepositoryName repository) -> List.of("repository:" + repository + ":pull,push");
            case Cancel(RepositoryName repository) -> List.of("repository:" + repository + ":delete");
            case Mount(RepositoryName repository, RepositoryName from) ->
                List.of("repository:" + repository + ":pull,push", "repository:" + from + ":pull");
        };
    }
}
