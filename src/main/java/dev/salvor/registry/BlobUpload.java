// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.registry.http.Access;
import dev.salvor.registry.http.Answer;
import dev.salvor.registry.http.Body;
import dev.salvor.registry.http.Request;
import dev.salvor.registry.http.RetryRules;
import dev.salvor.registry.http.Sender;
import dev.salvor.registry.http.UnusableAnswerException;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * The upload of one blob: POST opens a session, PUT to its Location brings the bytes.
 *
 * <p>After any failure it starts again with a new session from the first byte: distribution 2.8 cannot resume inside a request
 * (protocol.md §3.4). Before that it asks whether the bytes arrived after all, since an answer may get lost.
 */
final class BlobUpload {
    private final Sender sender;
    private final RetryRules rules;
    private final RegistryPaths paths;
    private final RepositoryName repository;
    private final Digest digest;
    private final Body.File body;
    private Optional<URI> opened;
    private boolean mayHaveArrived;
    private long written;

    /** @param opened a session that a refused mount has opened already */
    BlobUpload(
            Sender sender,
            RetryRules rules,
            RegistryPaths paths,
            RepositoryName repository,
            Digest digest,
            Body.File body,
            Optional<URI> opened) {
        this.sender = sender;
        this.rules = rules;
        this.paths = paths;
        this.repository = repository;
        this.digest = digest;
        this.body = body;
        this.opened = opened;
    }

    /**
     * A success, or the registry's no.
     *
     * @throws IOException if no answer came in all tries
     */
    Answer send() throws IOException {
        return rules.callUpload(this::attempt);
    }

    private Answer attempt() throws IOException {
        if (mayHaveArrived) {
            Answer head = sender.send(once("HEAD", paths.blob(repository, digest), new Access.Pull(repository)));
            boolean isWhole = head.header("content-length")
                    .map(Long.toString(body.size())::equals)
                    .orElse(false);
            if (head.isSuccess() && isWhole || RetryRules.isTemporary(head)) {
                return head;
            }
            mayHaveArrived = false;
        }
        takeBack();
        URI session;
        if (opened.isPresent()) {
            session = opened.get();
            opened = Optional.empty();
        } else {
            URI uploads = paths.uploads(repository);
            Answer open = sender.send(once("POST", uploads, new Access.Push(repository)));
            if (!open.isSuccess()) {
                return open;
            }
            if (open.status() != 202) {
                throw new UnusableAnswerException(
                        "the registry answered " + open.status() + " instead of opening an upload");
            }
            session = location(uploads, open);
        }
        mayHaveArrived = true;
        Answer answer = sender.send(new Request(
                "PUT",
                Location.withParameter(session, "digest=" + digest),
                Map.of(),
                new Body.File(body.file(), body.size(), this::count),
                new Access.Push(repository),
                Request.Repeat.NEVER));
        mayHaveArrived = answer.status() >= 500;
        return answer;
    }

    private void count(long bytes) {
        written += bytes;
        body.sent().accept(bytes);
    }

    /** What a PUT wrote in vain has to go again. */
    private void takeBack() {
        if (written > 0) {
            body.sent().accept(-written);
            written = 0;
        }
    }

    private static URI location(URI request, Answer answer) throws UnusableAnswerException {
        return answer.header("location")
                .flatMap(header -> Location.resolve(request, header))
                .orElseThrow(
                        () -> new UnusableAnswerException("the registry opened an upload without a usable Location"));
    }

    private static Request once(String method, URI uri, Access access) {
        return Request.of(method, uri, access).with(Request.Repeat.NEVER);
    }
}
