// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.registry.http.Access;
import dev.salvor.registry.http.Answer;
import dev.salvor.registry.http.Body;
import dev.salvor.registry.http.KeptConnection;
import dev.salvor.registry.http.Request;
import dev.salvor.registry.http.RetryRules;
import dev.salvor.registry.http.Sender;
import dev.salvor.registry.http.TemporaryStatus;
import dev.salvor.registry.http.UnusableAnswerException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The upload of one blob: POST opens a session; PUT to its Location brings the bytes, or PATCHes do, if they are too many for one
 * request, and an empty PUT ends it.
 *
 * <p>After any failure it starts again with a new session from the first byte: distribution 2.8 cannot resume inside a request
 * (protocol.md §3.4). Before that it asks whether the bytes arrived after all, since an answer may get lost. Sessions that it leaves
 * behind are cancelled at the end, when a registry that was down may be up again.
 */
final class BlobUpload {
    private final Sender sender;
    private final RetryRules rules;
    private final RegistryPaths paths;
    private final ChunkSize chunkSize;
    private final UploadSessions sessions;
    private final SessionCancel cancel;
    private final RepositoryName repository;
    private final Digest digest;
    private final Body.Streamed body;
    private Optional<URI> opened;
    private boolean mayHaveArrived;
    private final SentBytes sent;
    /** Whether to leave the end to a request of its own: the whole blob in one took too long. */
    private boolean split;
    /** Whether something on the way refused a body; it has the last word on sizes. */
    private boolean tooLarge;
    /** Bytes of the blob in the last request that had any. */
    private long lastLength;
    /** The registry's wish (distribution-spec, "Pushing a blob in chunks"). */
    private long leastChunk;

    /** How many sessions of this blob the registry did not know again. */
    private int lost;
    /** That of this attempt. */
    private KeptConnection connection = KeptConnection.ANY;

    private String lastMethod = "";
    /** Where the session of this attempt goes on; empty if there is none, or its end may be under way. */
    private Optional<URI> current = Optional.empty();

    private final List<URI> left = new ArrayList<>();

    /** @param opened a session that a refused mount has opened already */
    BlobUpload(
            Sender sender,
            RetryRules rules,
            RegistryPaths paths,
            ChunkSize chunkSize,
            UploadSessions sessions,
            SessionCancel cancel,
            RepositoryName repository,
            Digest digest,
            Body.Streamed body,
            Optional<URI> opened) {
        this.sender = sender;
        this.rules = rules;
        this.paths = paths;
        this.chunkSize = chunkSize;
        this.sessions = sessions;
        this.cancel = cancel;
        this.repository = repository;
        this.digest = digest;
        this.body = body;
        this.sent = new SentBytes(body.sent());
        this.opened = opened;
    }

    /**
     * A success, or the registry's no.
     *
     * @throws IOException if no answer came in all tries
     */
    Answer send() throws IOException {
        try {
            Answer answer = rules.callUpload(this::attempt);
            while (answer.status() == 413 && chunkSize.becomesLessThan(lastLength)) {
                tooLarge = true;
                answer = rules.callUpload(this::attempt);
            }
            return answer;
        } finally {
            cancel.cancel(repository, left);
        }
    }

    /** Of the request whose answer {@link #send} returned; empty before it. */
    String lastMethod() {
        return lastMethod;
    }

    private Answer attempt() throws IOException {
        connection = sessions.connection();
        try {
            Answer answer = begin();
            if (answer.status() == 404 && answer.saysThatTheUploadIsUnknown()) {
                lost++;
                sessions.lost();
            }
            return answer;
        } finally {
            sessions.giveBack(connection);
        }
    }

    private Answer begin() throws IOException {
        if (mayHaveArrived) {
            Answer head = sender.send(once("HEAD", paths.blob(repository, digest), new Access.Pull(repository)));
            if (isWhole(head) || RetryRules.isTemporary(head)) {
                return head;
            }
            mayHaveArrived = false;
        }
        sent.takeBack();
        lastLength = 0;
        if (opened.isEmpty()) {
            Answer answer = open();
            if (!answer.isSuccess()) {
                return answer;
            }
        }
        current = opened;
        opened = Optional.empty();
        try {
            URI session = current.orElseThrow();
            Answer answer = split || body.size() > chunkSize.most() ? putInChunks(session) : putWhole(session);
            if (answer.isSuccess() || answer.saysThatTheUploadIsUnknown()) {
                current = Optional.empty();
            }
            return answer;
        } finally {
            current.ifPresent(left::add);
        }
    }

    private boolean isWhole(Answer head) throws IOException {
        return head.isSuccess() && new BlobSize(sender, paths).of(repository, digest, head) == body.size();
    }

    private Answer open() throws IOException {
        URI uploads = paths.uploads(repository);
        Answer answer = sender.send(once("POST", uploads, new Access.Push(repository)));
        if (answer.isSuccess() && answer.status() != 202) {
            throw new UnusableAnswerException(
                    "the registry answered " + answer.status() + " instead of opening an upload");
        }
        if (answer.isSuccess()) {
            opened = Optional.of(location(uploads, answer));
            leastChunk = UploadHeaders.leastChunk(answer);
        }
        return answer;
    }

    /** Replicas that take turns: with an idle request more or less in between, the body meets the one that opened the session. */
    private void letTheTurnPass() throws IOException {
        for (int i = 0; i < UploadSessions.idleRequests(lost); i++) {
            sender.send(once("HEAD", paths.blob(repository, digest), new Access.Pull(repository)));
        }
    }

    private Answer putWhole(URI session) throws IOException {
        letTheTurnPass();
        Answer answer = put(session, slice(0, body.size()), body.size());
        if (TemporaryStatus.isTimeout(answer.status())) {
            split = true;
            chunkSize.tookTooLong(body.size());
        }
        return answer;
    }

    private Answer putInChunks(URI session) throws IOException {
        long step = tooLarge ? chunkSize.most() : Math.max(chunkSize.most(), leastChunk);
        URI place = session;
        for (long offset = 0; offset < body.size(); ) {
            long length = Math.min(step, body.size() - offset);
            Answer answer = sender.send(request("PATCH", place, slice(offset, length))
                    .withHeader("Content-Range", offset + "-" + (offset + length - 1)));
            if (!answer.isSuccess()) {
                return answer;
            }
            place = location(place, answer);
            current = Optional.of(place);
            offset += UploadHeaders.taken(answer, offset, length);
            sent.correctTo(offset);
        }
        return put(place, Body.NONE, 0);
    }

    private Answer put(URI place, Body last, long size) throws IOException {
        long before = sent.written();
        mayHaveArrived = true;
        try {
            Answer answer = sender.send(request("PUT", Location.withParameter(place, "digest=" + digest), last));
            mayHaveArrived = answer.status() >= 500;
            if (answer.isSuccess()) {
                sent.correctTo(before + size);
            }
            return answer;
        } finally {
            if (sent.written() - before >= size) {
                current = Optional.empty();
            }
        }
    }

    private Body slice(long offset, long length) {
        lastLength = length;
        return new Body.Streamed(body.content(), offset, length, sent::add);
    }

    private Request request(String method, URI uri, Body content) {
        lastMethod = method;
        return new Request(method, uri, Map.of(), content, new Access.Push(repository), Request.Repeat.NEVER)
                .over(connection);
    }

    private static URI location(URI request, Answer answer) throws UnusableAnswerException {
        return answer.header("location")
                .flatMap(header -> Location.resolve(request, header))
                .orElseThrow(
                        () -> new UnusableAnswerException("the registry opened an upload without a usable Location"));
    }

    private Request once(String method, URI uri, Access access) {
        lastMethod = method;
        return Request.of(method, uri, access).with(Request.Repeat.NEVER).over(connection);
    }
}
