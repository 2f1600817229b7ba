// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.image.Digest;
import dev.salvor.image.Reference;
import dev.salvor.image.RepositoryName;
import dev.salvor.registry.http.Access;
import dev.salvor.registry.http.Answer;
import dev.salvor.registry.http.BodyText;
import dev.salvor.registry.http.Request;
import dev.salvor.registry.http.Sender;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** Asks what a registry has under a tag or a digest: by HEAD, since a GET counts as a pull in Harbor, which has the last word all the same. */
final class ManifestStates {
    private final Sender sender;
    private final RegistryPaths paths;
    private final Function<IOException, RefusedException> unanswered;

    /** @param unanswered tells what it means that no answer came, or none that makes sense */
    ManifestStates(Sender sender, RegistryPaths paths, Function<IOException, RefusedException> unanswered) {
        this.sender = sender;
        this.paths = paths;
        this.unanswered = unanswered;
    }

    ManifestState state(RepositoryName repository, Reference reference) throws RefusedException {
        Answer answer = send("HEAD", repository, reference, Request.Repeat.ONCE_AFTER_SERVER_ERROR);
        // a policy of Harbor that forbids to pull what is there, such as one about vulnerabilities (protocol.md §5.5)
        if (answer.status() == 412 && reference instanceof Digest digest) {
            return new ManifestState.There(digest);
        }
        if (answer.status() == 412) {
            throw new RefusedException(Refusal.of(answer).because(Refusal.Reason.PULL_POLICY));
        }
        return switch (answer.status()) {
            // what stands in front says so of itself
            case 404 ->
                isRegistrys(answer) ? new ManifestState.Absent() : read(repository, reference, Request.Repeat.FREELY);
            case 500 -> read(repository, reference, Request.Repeat.ONCE_AFTER_SERVER_ERROR);
            case 405 -> read(repository, reference, Request.Repeat.FREELY);
            default -> {
                if (!answer.isSuccess()) {
                    throw new RefusedException(Refusal.of(answer));
                }
                Optional<Digest> named = answer.header("docker-content-digest").flatMap(Digest::tryParse);
                yield named.isPresent()
                        ? new ManifestState.There(named.get())
                        : read(repository, reference, Request.Repeat.FREELY);
            }
        };
    }

    /**
     * For a registry that does not tell digests on HEAD, and where it may not be the registry that answers: its own 500, in its own words,
     * is of what it has under this name.
     */
    private ManifestState read(RepositoryName repository, Reference reference, Request.Repeat repeat)
            throws RefusedException {
        Answer answer = send("GET", repository, reference, repeat);
        if (BodyText.isPage(answer)) {
            throw new RefusedException(Refusal.of(answer));
        }
        if (answer.status() == 404) {
            if (isRegistrys(answer) || answer.body().length == 0) {
                return new ManifestState.Absent();
            }
            throw new RefusedException(Refusal.of(answer).because(Refusal.Reason.FRONT));
        }
        if (answer.status() == 500 && !answer.errors().isEmpty()) {
            return new ManifestState.Broken(Refusal.of(answer));
        }
        if (!answer.isSuccess()) {
            throw new RefusedException(Refusal.of(answer));
        }
        return new ManifestState.There(Digest.of(answer.body()));
    }

    /** Distribution and Harbor say so also to HEAD. */
    static boolean isRegistrys(Answer answer) {
        return !answer.errors().isEmpty()
                || answer.header("docker-distribution-api-version").isPresent()
                || answer.header("content-type")
                        .filter(type -> type.startsWith("application/json"))
                        .isPresent();
    }

    private Answer send(String method, RepositoryName repository, Reference reference, Request.Repeat repeat)
            throws RefusedException {
        try {
            Answer answer =
                    sender.send(Request.of(method, paths.manifest(repository, reference), new Access.Pull(repository))
                            .withHeader("Accept", Readback.ACCEPT)
                            .with(repeat));
            Redirects.requireRegistrys(answer);
            return answer;
        } catch (IOException e) {
            throw unanswered.apply(e);
        }
    }
}
