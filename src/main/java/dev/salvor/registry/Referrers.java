// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.image.Digest;
import dev.salvor.image.ReferrersList;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.registry.http.Access;
import dev.salvor.registry.http.Answer;
import dev.salvor.registry.http.BodyText;
import dev.salvor.registry.http.Request;
import dev.salvor.registry.http.Sender;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** How a registry tells what refers to a manifest: by the referrers API, or by a tag that clients keep. For many threads. */
public final class Referrers {
    private final Sender sender;
    private final RegistryPaths paths;
    private final Function<IOException, RefusedException> unanswered;
    /** By repository: some registries are several behind one address. */
    private final ConcurrentMap<RepositoryName, Known> known = new ConcurrentHashMap<>();

    /**
     * @param sender the whole chain
     * @param unanswered what it means that no answer came
     */
    Referrers(Sender sender, RegistryPaths paths, Function<IOException, RefusedException> unanswered) {
        this.sender = sender;
        this.paths = paths;
        this.unanswered = unanswered;
    }

    /** What is known of one repository: the first one asks, others wait for that. */
    private static final class Known {
        private final Lock asking = new ReentrantLock();
        private volatile Optional<Boolean> hasApi = Optional.empty();
    }

    /** What stands under the tag of a list. */
    public sealed interface Listed {
        record Absent() implements Listed {}

        /** What was known of it. */
        record Unchanged() implements Listed {}

        record List(ReferrersList its) implements Listed {}

        /** No list: an image that is called like one. */
        record Other(Digest digest) implements Listed {}
    }

    /** Notes the answer to a manifest that has a subject: with {@code OCI-Subject} the registry lists it (distribution-spec, "Pushing Manifests with Subject"). */
    void note(RepositoryName repository, Answer answer) {
        if (answer.header("oci-subject").isPresent()) {
            of(repository).hasApi = Optional.of(true);
        }
    }

    /**
     * Whether the registry has the API in this repository. Whatever else answers than a list, there is none for salvor: then it keeps the
     * tag, which harms nobody.
     *
     * @throws RefusedException if nothing answers, or nothing can go on
     */
    public boolean areListed(RepositoryName repository, Digest subject) throws RefusedException {
        Known its = of(repository);
        its.asking.lock();
        try {
            if (its.hasApi.isEmpty()) {
                its.hasApi = Optional.of(ask(repository, subject));
            }
            return its.hasApi.get();
        } finally {
            its.asking.unlock();
        }
    }

    private Known of(RepositoryName repository) {
        return known.computeIfAbsent(repository, _ -> new Known());
    }

    private boolean ask(RepositoryName repository, Digest subject) throws RefusedException {
        Answer answer = send(Request.of("GET", paths.referrers(repository, subject), new Access.Pull(repository))
                .with(Request.Repeat.ONCE_AFTER_SERVER_ERROR));
        if (answer.isSuccess()) {
            return ReferrersList.parse(answer.body()).isPresent();
        }
        Refusal refusal = Refusal.of(answer);
        if (refusal.scope() == Refusal.Scope.RUN) {
            throw new RefusedException(refusal);
        }
        return false;
    }

    /**
     * What the registry has under the tag of a list.
     *
     * @param known the digest of what is known to have been there: the same need not be sent
     * @throws RefusedException if it does not tell
     */
    public Listed list(RepositoryName repository, Tag tag, Optional<Digest> known) throws RefusedException {
        Request get = Request.of("GET", paths.manifest(repository, tag), new Access.Pull(repository))
                .withHeader("Accept", Readback.ACCEPT);
        Answer answer = send(known.map(digest -> get.withHeader("If-None-Match", "\"" + digest + "\""))
                .orElse(get));
        // a page of something in front is no word of the registry
        if (answer.status() == 404 && !BodyText.isPage(answer)) {
            return new Listed.Absent();
        }
        if (answer.status() == 304 && known.isPresent()) {
            return new Listed.Unchanged();
        }
        if (!answer.isSuccess()) {
            throw new RefusedException(Refusal.of(answer));
        }
        Digest digest = Digest.of(answer.body());
        if (known.filter(digest::equals).isPresent()) {
            return new Listed.Unchanged();
        }
        return ReferrersList.parse(answer.body())
                .<Listed>map(Listed.List::new)
                .orElseGet(() -> new Listed.Other(digest));
    }

    private Answer send(Request request) throws RefusedException {
        try {
            return sender.send(request);
        } catch (IOException e) {
            throw unanswered.apply(e);
        }
    }
}
