// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.content.ContentDigest;
import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import dev.salvor.outcome.Outcome;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import dev.salvor.registry.Registry;
import dev.salvor.registry.http.Body;
import dev.salvor.registry.http.UnreadableSourceException;
import dev.salvor.resolve.SourceFaultException;
import dev.salvor.resolve.StorageFaults;
import dev.salvor.source.ImageSource;
import dev.salvor.source.StoredBlob;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;

/** Sends a blob's bytes from its file, and finds out whose fault it is when they don't arrive. */
final class BlobUploader {
    private final ImageSource storage;
    private final Registry registry;
    private final LongConsumer sentBytes;
    /** What is the source's fault fails in every repository alike (rule 3). */
    private final Map<Digest, Outcome> faults = new ConcurrentHashMap<>();

    BlobUploader(ImageSource storage, Registry registry, LongConsumer sentBytes) {
        this.storage = storage;
        this.registry = registry;
        this.sentBytes = sentBytes;
    }

    /** @throws SourceFaultException if this blob is already known to be undeliverable */
    void requireSound(Digest digest) throws SourceFaultException {
        Outcome fault = faults.get(digest);
        if (fault != null) {
            throw new SourceFaultException(fault);
        }
    }

    /** @param opened the session that a refused mount opened: used, or else cancelled */
    void upload(RepositoryName source, RepositoryName target, Blob blob, Optional<URI> opened)
            throws RefusedException, SourceFaultException {
        Body.Streamed body;
        try {
            requireSound(blob.digest());
            body = new Body.Streamed(present(source, blob).content(), sentBytes);
        } catch (SourceFaultException e) {
            opened.ifPresent(session -> registry.cancel(target, session));
            throw e;
        }
        try {
            uploadSound(target, blob.digest(), body, opened);
        } catch (UnreadableSourceException e) {
            throw fault(blob, new Outcome.Unreadable(e.getMessage()));
        }
    }

    /** The registry's word on a digest is checked against the file: only if that is really wrong the source is damaged (rule 7). */
    private void uploadSound(RepositoryName target, Digest digest, Body.Streamed body, Optional<URI> opened)
            throws RefusedException, SourceFaultException, UnreadableSourceException {
        try {
            registry.upload(target, digest, body, opened);
        } catch (RefusedException e) {
            if (e.refusal().reason() != Refusal.Reason.DIGEST) {
                throw e;
            }
            Digest actual = actual(digest, body);
            if (!actual.equals(digest)) {
                throw fault(
                        new Blob(digest, body.size()),
                        new Outcome.Damaged("blob " + digest + " has other bytes on disk: their digest is " + actual));
            }
            registry.upload(target, digest, body, Optional.empty());
        }
    }

    /** Files can vanish or change between the plan and the push: garbage collection, a copy that still runs. */
    private StoredBlob.Present present(RepositoryName source, Blob blob) throws SourceFaultException {
        try {
            return StorageFaults.requirePresent(blob.digest(), blob.size(), storage.blob(source, blob.digest()));
        } catch (SourceFaultException e) {
            throw fault(blob, e.outcome());
        }
    }

    private static Digest actual(Digest promised, Body.Streamed body) throws SourceFaultException {
        try {
            return ContentDigest.of(promised.algorithm(), body.content());
        } catch (IOException e) {
            throw new SourceFaultException(new Outcome.Unreadable("blob " + promised + ": " + e.getMessage()));
        }
    }

    private SourceFaultException fault(Blob blob, Outcome outcome) {
        faults.put(blob.digest(), outcome);
        return new SourceFaultException(outcome);
    }
}
