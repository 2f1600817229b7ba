// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.content.Content;
import dev.salvor.image.Digest;
import dev.salvor.image.MediaType;
import dev.salvor.image.Reference;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.registry.ManifestState;
import dev.salvor.registry.Readback;
import dev.salvor.registry.Referrers;
import dev.salvor.registry.RefusedException;
import dev.salvor.registry.Registry;
import dev.salvor.registry.RegistryConnection;
import dev.salvor.registry.http.Body;
import dev.salvor.registry.http.UnreadableSourceException;
import java.net.URI;
import java.util.Optional;
import java.util.function.LongConsumer;

/** A registry, by the OCI distribution API: a blob is reused by a mount, and what a refused mount opens is an upload session. */
final class RegistryDestination implements Destination {
    private final Registry registry;
    private final Readback readback;
    private final LongConsumer sentBytes;

    /** @param sentBytes hears how many bytes of blobs went out; a negative number if they have to go again */
    RegistryDestination(RegistryConnection connection, LongConsumer sentBytes) {
        this.registry = connection.registry();
        this.readback = connection.readback();
        this.sentBytes = sentBytes;
    }

    private record Session(URI location) implements Opened {}

    @Override
    public Registry.BlobState blob(RepositoryName repository, Digest digest) throws RefusedException {
        return registry.blob(repository, digest);
    }

    @Override
    public Reuse reuse(RepositoryName repository, Digest digest, RepositoryName from) throws RefusedException {
        return switch (registry.mount(repository, digest, from)) {
            case Registry.Mount.Done _ -> new Reuse.Reused();
            case Registry.Mount.UploadOpened(URI location) -> new Reuse.Begun(new Session(location));
            case Registry.Mount.Declined _ -> new Reuse.Declined();
        };
    }

    @Override
    public void putBlob(RepositoryName repository, Digest digest, Content content, Optional<Opened> opened)
            throws RefusedException, UnreadableSourceException {
        Optional<URI> location = opened.map(Session.class::cast).map(Session::location);
        registry.upload(repository, digest, new Body.Streamed(content, sentBytes), location);
    }

    @Override
    public void abandon(RepositoryName repository, Opened opened) {
        if (opened instanceof Session(URI location)) {
            registry.cancel(repository, location);
        }
    }

    @Override
    public ManifestState manifest(RepositoryName repository, Reference reference) throws RefusedException {
        return registry.manifest(repository, reference);
    }

    @Override
    public void putManifest(RepositoryName repository, Reference reference, MediaType type, byte[] bytes)
            throws RefusedException {
        registry.putManifest(repository, reference, type, bytes);
    }

    @Override
    public boolean listsReferrers(RepositoryName repository, Digest subject) throws RefusedException {
        return registry.referrers().areListed(repository, subject);
    }

    @Override
    public Referrers.Listed list(RepositoryName repository, Tag tag, Optional<Digest> known) throws RefusedException {
        return registry.referrers().list(repository, tag, known);
    }

    @Override
    public Optional<Digest> readManifest(RepositoryName repository, Digest digest) throws RefusedException {
        return readback.manifest(repository, digest);
    }

    @Override
    public Optional<Digest> readBlob(RepositoryName repository, Digest digest) throws RefusedException {
        return readback.blob(repository, digest);
    }
}
