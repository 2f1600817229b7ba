// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.registry.Registry.BlobState;
import dev.salvor.registry.http.Access;
import dev.salvor.registry.http.Answer;
import dev.salvor.registry.http.BodyText;
import dev.salvor.registry.http.Request;
import dev.salvor.registry.http.Sender;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** Asks what a registry has of a blob: by HEAD. What an unclear answer counts for depends on what is at stake. */
final class BlobStates {
    private final Sender sender;
    private final RegistryPaths paths;
    private final BlobSize size;
    private final Function<IOException, RefusedException> unanswered;

    /** @param unanswered tells what it means that no answer came, or none that makes sense */
    BlobStates(Sender sender, RegistryPaths paths, Function<IOException, RefusedException> unanswered) {
        this.sender = sender;
        this.paths = paths;
        this.size = new BlobSize(sender, paths);
        this.unanswered = unanswered;
    }

    /** To spare an upload: in doubt the blob is absent, since an upload is never wrong. */
    BlobState toSpare(RepositoryName repository, Digest digest) throws RefusedException {
        Answer answer = head(repository, digest);
        if (answer.isRedirected()
                && (!answer.isSuccess()
                        || answer.header("docker-content-digest").isEmpty())) {
            return new BlobState.Absent();
        }
        if (answer.isSuccess()) {
            return new BlobState.There(size(repository, digest, answer));
        }
        return switch (answer.status()) {
            // to the object storage: the registry looks there before it redirects (protocol.md §3.1)
            case 302, 303, 307, 308 -> new BlobState.There(BlobSize.UNKNOWN);
            // 500 on an empty layer link, which an upload heals; 405 where nobody implemented HEAD
            case 404, 405, 500 -> new BlobState.Absent();
            default -> throw new RefusedException(Refusal.of(answer));
        };
    }

    /** To prove: in doubt it is neither there nor absent, but a refusal. */
    BlobState toProve(RepositoryName repository, Digest digest) throws RefusedException {
        Answer answer = head(repository, digest);
        if (answer.isSuccess()) {
            requireBlobs(answer, digest);
            return new BlobState.There(size(repository, digest, answer));
        }
        if (answer.isRedirected()) {
            // an address that is signed for GET takes no HEAD
            return read(repository, digest);
        }
        return switch (answer.status()) {
            // by the size of what it leads to: a login page is elsewhere, too
            case 302, 303, 307, 308 -> new BlobState.There(redirectedSize(repository, digest));
            // what stands in front says so of itself, and a HEAD has no body to tell it by
            case 404 -> ManifestStates.isRegistrys(answer) ? new BlobState.Absent() : read(repository, digest);
            case 405 -> read(repository, digest);
            default -> throw new RefusedException(Refusal.of(answer));
        };
    }

    /** Of one byte: in Harbor the GET of a blob counts as no pull (harbor-live.md §6). */
    private BlobState read(RepositoryName repository, Digest digest) throws RefusedException {
        try {
            Answer answer = size.firstByte(repository, digest);
            Optional<Long> total = BlobSize.total(answer);
            if (total.isPresent()) {
                return new BlobState.There(total.get());
            }
            if (answer.status() == 404 && (ManifestStates.isRegistrys(answer) || answer.body().length == 0)) {
                return new BlobState.Absent();
            }
            Refusal refusal = Refusal.of(answer);
            throw new RefusedException(answer.status() == 404 ? refusal.because(Refusal.Reason.FRONT) : refusal);
        } catch (IOException e) {
            throw unanswered.apply(e);
        }
    }

    /** A login page answers 200, too. Where an object storage answers at last, it knows no digest. */
    private static void requireBlobs(Answer answer, Digest digest) throws RefusedException {
        Optional<Digest> named = answer.header("docker-content-digest").flatMap(Digest::tryParse);
        if (named.isEmpty() && BodyText.isCalledPage(answer)) {
            throw new RefusedException(
                    new Refusal(Refusal.Reason.FRONT, answer.status(), "a page for a browser, and not a blob"));
        }
        if (named.isPresent() && !named.get().equals(digest)) {
            throw new RefusedException(new Refusal(
                    Refusal.Reason.UNEXPECTED, answer.status(), "asked for " + digest + " it tells of " + named.get()));
        }
    }

    private long size(RepositoryName repository, Digest digest, Answer head) throws RefusedException {
        try {
            return size.of(repository, digest, head);
        } catch (IOException e) {
            throw unanswered.apply(e);
        }
    }

    private long redirectedSize(RepositoryName repository, Digest digest) throws RefusedException {
        try {
            return size.ask(repository, digest);
        } catch (IOException e) {
            throw unanswered.apply(e);
        }
    }

    private Answer head(RepositoryName repository, Digest digest) throws RefusedException {
        try {
            return sender.send(Request.of("HEAD", paths.blob(repository, digest), new Access.Pull(repository))
                    .with(Request.Repeat.ONCE_AFTER_SERVER_ERROR));
        } catch (IOException e) {
            throw unanswered.apply(e);
        }
    }
}
