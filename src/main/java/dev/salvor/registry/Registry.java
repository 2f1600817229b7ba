// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.image.Digest;
import dev.salvor.image.MediaType;
import dev.salvor.image.Reference;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.registry.http.Access;
import dev.salvor.registry.http.Answer;
import dev.salvor.registry.http.Body;
import dev.salvor.registry.http.Request;
import dev.salvor.registry.http.RetryRules;
import dev.salvor.registry.http.Sender;
import dev.salvor.registry.http.TokenServiceAnswerException;
import dev.salvor.registry.http.UnreadableSourceException;
import dev.salvor.registry.http.UnusableAnswerException;
import dev.salvor.registry.tls.LastingFailure;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The verbs of the OCI distribution API at one registry. All block; all may be called from many threads.
 *
 * <p>What is absent is empty; what is refused, or stays unanswered in all tries, is a {@link RefusedException}.
 */
public final class Registry {
    private final Sender sender;
    private final Sender single;
    private final RetryRules rules;
    private final RegistryPaths paths;
    private final Listings listings;
    private final ManifestStates manifests;
    private final BlobStates blobs;
    private final Referrers referrers;
    private final ChunkSize chunkSize;
    private final SessionCancel cancel;
    private final UploadSessions sessions;

    /**
     * @param sender the whole chain
     * @param single the chain without retries: one look whether the registry is still there
     */
    Registry(Sender sender, Sender single, RetryRules rules, URI base, ChunkSize chunkSize, UploadSessions sessions) {
        this.sessions = sessions;
        this.sender = sender;
        this.single = single;
        this.rules = rules;
        this.paths = new RegistryPaths(base);
        this.listings = new Listings(sender, paths, this::unanswered);
        this.manifests = new ManifestStates(sender, paths, this::unanswered);
        this.blobs = new BlobStates(sender, paths, this::unanswered);
        this.referrers = new Referrers(sender, paths, this::unanswered);
        this.chunkSize = chunkSize;
        this.cancel = new SessionCancel(sender, base);
    }

    /** How a mount ended. */
    public sealed interface Mount {
        record Done() implements Mount {}

        /** The registry opened an ordinary upload instead. */
        record UploadOpened(URI location) implements Mount {}

        /** It refused; an upload may still do. */
        record Declined(int status) implements Mount {}
    }

    /** What is known of a blob in a repository. */
    public sealed interface BlobState {
        record Absent() implements BlobState {}

        /** @param size in bytes; negative if the registry does not say */
        record There(long size) implements BlobState {}
    }

    public Catalog catalog() throws RefusedException {
        return listings.catalog();
    }

    /**
     * The tags of a repository; empty if there is no such repository.
     *
     * @throws RefusedException also if it stays unknown
     */
    public Optional<Set<Tag>> tags(RepositoryName repository) throws RefusedException {
        return switch (listings.tags(repository)) {
            case TagListing.Listed(Set<Tag> tags) -> Optional.of(tags);
            case TagListing.NoRepository _ -> Optional.empty();
            case TagListing.Unknown(Refusal refusal) -> throw new RefusedException(refusal);
        };
    }

    /** @throws RefusedException if the token service refuses the login, or the registry is gone: that ends the run */
    public TagListing tagListing(RepositoryName repository) throws RefusedException {
        return listings.tags(repository);
    }

    public ManifestState manifest(RepositoryName repository, Reference reference) throws RefusedException {
        return manifests.state(repository, reference);
    }

    /**
     * Asked to spare an upload, so that what is unclear counts as absent.
     *
     * @throws RefusedException also if the registry stays too busy to tell: that is no absence
     */
    public BlobState blob(RepositoryName repository, Digest digest) throws RefusedException {
        return blobs.toSpare(repository, digest);
    }

    /**
     * Asked to prove that it is there, or that it is not.
     *
     * @throws RefusedException also if what answers may not be the registry, or the registry stumbles over it
     */
    public BlobState provenBlob(RepositoryName repository, Digest digest) throws RefusedException {
        return blobs.toProve(repository, digest);
    }

    public Mount mount(RepositoryName repository, Digest digest, RepositoryName from) throws RefusedException {
        URI uri = paths.mount(repository, digest, from);
        Answer answer = send(Request.of("POST", uri, new Access.Mount(repository, from)));
        return switch (answer.status()) {
            case 201 -> new Mount.Done();
            case 202 ->
                answer.header("location")
                        .flatMap(header -> Location.resolve(uri, header))
                        .<Mount>map(Mount.UploadOpened::new)
                        .orElseGet(() -> new Mount.Declined(answer.status()));
            default -> {
                // a full project, a read-only system: an upload would meet the same (protocol.md §5.5)
                Refusal refusal = Refusal.of(answer);
                boolean isWide = refusal.reason() == Refusal.Reason.QUOTA
                        || refusal.scope() == Refusal.Scope.PROJECT
                        || refusal.scope() == Refusal.Scope.RUN;
                if (answer.status() == 403 && isWide) {
                    throw new RefusedException(refusal);
                }
                yield new Mount.Declined(answer.status());
            }
        };
    }

    /**
     * Uploads a blob, starting again from the file as often as it takes, in pieces where it is too large for one request.
     *
     * @param opened the session that a refused mount opened
     * @throws UnreadableSourceException if the file cannot be read to its end
     */
    public void upload(RepositoryName repository, Digest digest, Body.Streamed body, Optional<URI> opened)
            throws RefusedException, UnreadableSourceException {
        try {
            BlobUpload upload =
                    new BlobUpload(sender, rules, paths, chunkSize, sessions, cancel, repository, digest, body, opened);
            Answer answer = upload.send();
            if (!answer.isSuccess()) {
                throw new RefusedException(Refusal.ofUpload(repository, upload.lastMethod(), answer));
            }
        } catch (UnreadableSourceException e) {
            throw e;
        } catch (IOException e) {
            throw unanswered(e);
        }
    }

    /** Gives up the session that a refused mount opened, if the registry lets us. */
    public void cancel(RepositoryName repository, URI opened) {
        cancel.cancel(repository, List.of(opened));
    }

    /** Sends the exact bytes of a manifest. */
    public void putManifest(RepositoryName repository, Reference reference, MediaType type, byte[] bytes)
            throws RefusedException {
        Answer answer = send(new Request(
                "PUT",
                paths.manifest(repository, reference),
                Map.of(),
                new Body.Bytes(type.value(), bytes),
                new Access.Push(repository),
                Request.Repeat.ONCE_AFTER_SERVER_ERROR));
        if (answer.isRedirected() && answer.status() != 201) {
            Redirects.requireRegistrys(answer);
        }
        if (!answer.isSuccess()) {
            throw new RefusedException(Refusal.ofManifest(Digest.of(bytes), answer));
        }
        referrers.note(repository, answer);
    }

    public Referrers referrers() {
        return referrers;
    }

    private Answer send(Request request) throws RefusedException {
        try {
            return sender.send(request);
        } catch (IOException e) {
            throw unanswered(e);
        }
    }

    /** One look decides whether only this request fails or the registry is gone. */
    private RefusedException unanswered(IOException failure) {
        boolean isClear = failure instanceof UnusableAnswerException
                || failure instanceof TokenServiceAnswerException
                || LastingFailure.in(failure).isPresent();
        if (isClear) {
            return new RefusedException(Refusal.of(failure, true));
        }
        try {
            single.send(Request.of("GET", paths.root(), new Access.Anonymous()));
            return new RefusedException(Refusal.of(failure, true));
        } catch (IOException e) {
            return new RefusedException(Refusal.of(failure, false));
        }
    }
}
