// SPDX-License-Identifier: Apache-2.0
package dev.salvor.check;

import dev.salvor.harbor.SystemFacts;
import dev.salvor.image.RepositoryName;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.Refusal.Reason;
import java.util.Optional;

/** What a push would be refused for, for certain: no request need be sent. A quota may still take some, and is not among it. */
final class Blocks {
    private final Facts facts;

    Blocks(Facts facts) {
        this.facts = facts;
    }

    /** The refusal of whatever is sent to a repository of the target. */
    Optional<Refusal> of(RepositoryName target) {
        if (!facts.target().harbor()) {
            return Optional.empty();
        }
        if (facts.system().map(SystemFacts::readOnly).orElse(false)) {
            return refusal(Reason.READ_ONLY, "Harbor is in read-only mode");
        }
        if (NameFault.of(target).isPresent()) {
            return refusal(Reason.NAME, target.value());
        }
        return Optional.ofNullable(facts.projects().get(target.project()))
                .flatMap(state -> of(target.project(), state));
    }

    private static Optional<Refusal> of(String project, ProjectState state) {
        return switch (state.presence()) {
            case Presence.Missing _ -> refusal(Reason.PROJECT_MISSING, project);
            case Presence.NotCreated(int status, String words) ->
                Optional.of(new Refusal(Reason.PROJECT_MISSING, status, words));
            case Presence.There(boolean proxyCache) when proxyCache -> refusal(Reason.PROXY_PROJECT, project);
            case Presence.There _, Presence.Created _, Presence.Unknown _ ->
                state.right() == PushRight.DENIED
                        ? refusal(Reason.NO_RIGHT, "no right to push to project " + project)
                        : Optional.empty();
            // what is known of the rights there may be from before it was made
            case Presence.ToBeCreated _, Presence.MaybeCreated _ -> Optional.empty();
        };
    }

    /** Nothing was sent, so there is no status. */
    private static Optional<Refusal> refusal(Reason reason, String words) {
        return Optional.of(new Refusal(reason, 0, words));
    }
}
