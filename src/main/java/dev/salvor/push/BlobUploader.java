// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.content.Content;
import dev.salvor.content.ContentDigest;
import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.outcome.Outcome;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.registry.http.UnreadableSourceException;
import dev.salvor.resolve.SourceFaultException;
import dev.salvor.resolve.StorageFaults;
import dev.salvor.source.ImageSource;
import dev.salvor.source.StoredBlob;
import java.io.IOException;
import java.util.Optional;

/** Sends a blob's bytes from its file, and finds out whose fault it is when they don't arrive. */
final class BlobUploader {
    private final ImageSource storage;
    private final Destination destination;
    private final SharedBlobs shared;

    BlobUploader(ImageSource storage, Destination destination, SharedBlobs shared) {
        this.storage = storage;
        this.destination = destination;
        this.shared = shared;
    }

    /** @param opened what a refused reuse left open: used, or else given up */
    void upload(RepositoryName source, RepositoryName target, Blob blob, Optional<Destination.Opened> opened)
            throws RefusedException, SourceFaultException {
        Optional<Refusal> tooLarge = shared.tooLarge(target, blob);
        if (tooLarge.isPresent()) {
            opened.ifPresent(session -> destination.abandon(target, session));
            throw new RefusedException(tooLarge.get());
        }
        Content content;
        try {
            shared.requireSound(blob.digest());
            content = present(source, blob).content();
        } catch (SourceFaultException e) {
            opened.ifPresent(session -> destination.abandon(target, session));
            throw e;
        }
        try {
            uploadAny(source, target, blob, content, opened);
        } catch (RefusedException e) {
            if (e.refusal().reason() == Refusal.Reason.TOO_LARGE) {
                shared.refusedForSize(target, blob, e.refusal());
            }
            throw e;
        }
    }

    /** What turns out to be broken while it is sent is sent from a spare, if one has it. */
    private void uploadAny(
            RepositoryName source,
            RepositoryName target,
            Blob blob,
            Content content,
            Optional<Destination.Opened> opened)
            throws RefusedException, SourceFaultException {
        Optional<Content> next = Optional.of(content);
        Optional<Destination.Opened> session = opened;
        while (next.isPresent()) {
            Content tried = next.get();
            try {
                uploadSound(target, blob.digest(), tried, session);
                return;
            } catch (SourceFaultException e) {
                next = instead(source, blob, tried, e.outcome());
            } catch (UnreadableSourceException e) {
                next = instead(source, blob, tried, new Outcome.Unreadable(e.getMessage()));
            }
            session = Optional.empty();
        }
    }

    /** @throws SourceFaultException with that outcome if nobody has other bytes */
    private Optional<Content> instead(RepositoryName source, Blob blob, Content broken, Outcome outcome)
            throws SourceFaultException {
        boolean isStopped = Thread.currentThread().isInterrupted();
        Optional<Content> other =
                isStopped ? Optional.empty() : storage.healing().instead(source, blob, broken);
        if (other.isEmpty()) {
            throw shared.fault(blob.digest(), outcome);
        }
        return other;
    }

    /** The registry's word on a digest is checked against the file: only if that is really wrong the source is damaged (rule 7). */
    private void uploadSound(RepositoryName target, Digest digest, Content content, Optional<Destination.Opened> opened)
            throws RefusedException, SourceFaultException, UnreadableSourceException {
        try {
            destination.putBlob(target, digest, content, opened);
        } catch (RefusedException e) {
            if (e.refusal().reason() != Refusal.Reason.DIGEST) {
                throw e;
            }
            Digest actual = actual(digest, content);
            if (!actual.equals(digest)) {
                throw new SourceFaultException(
                        new Outcome.Damaged("blob " + digest + " has other bytes on disk: their digest is " + actual));
            }
            destination.putBlob(target, digest, content, Optional.empty());
        }
    }

    /** Files can vanish or change between the plan and the push: garbage collection, a copy that still runs. */
    private StoredBlob.Present present(RepositoryName source, Blob blob) throws SourceFaultException {
        try {
            return StorageFaults.requirePresent(blob.digest(), blob.size(), storage.blob(source, blob));
        } catch (SourceFaultException e) {
            throw shared.fault(blob.digest(), e.outcome());
        }
    }

    private static Digest actual(Digest promised, Content content) throws SourceFaultException {
        try {
            return ContentDigest.of(promised.algorithm(), content);
        } catch (IOException e) {
            throw new SourceFaultException(new Outcome.Unreadable("blob " + promised + ": " + e.getMessage()));
        }
    }
}
