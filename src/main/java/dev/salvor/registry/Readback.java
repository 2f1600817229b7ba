// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.content.Content;
import dev.salvor.image.Digest;
import dev.salvor.image.MediaType;
import dev.salvor.image.RepositoryName;
import dev.salvor.registry.http.Access;
import dev.salvor.registry.http.Answer;
import dev.salvor.registry.http.Request;
import dev.salvor.registry.http.Sender;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** Reads back what a registry has, byte by byte, or what the object storage has that it redirects to. In Harbor each manifest that is read counts as a pull (harbor-live.md §6). */
public final class Readback {
    static final String ACCEPT =
            MediaType.MANIFESTS.stream().map(MediaType::value).collect(Collectors.joining(", "));

    private final Sender sender;
    private final RegistryPaths paths;

    /** @param sender the whole chain */
    Readback(Sender sender, URI base) {
        this.sender = sender;
        this.paths = new RegistryPaths(base);
    }

    /** The digest of the bytes that the registry gives for this manifest; empty if it has none. A policy may forbid to pull it: 412. */
    public Optional<Digest> manifest(RepositoryName repository, Digest digest) throws RefusedException {
        Request get = Request.of("GET", paths.manifest(repository, digest), new Access.Pull(repository))
                .withHeader("Accept", ACCEPT);
        return read(get, digest);
    }

    /** The digest of the bytes that the registry gives for this blob; empty if it has none. */
    public Optional<Digest> blob(RepositoryName repository, Digest digest) throws RefusedException {
        return read(Request.of("GET", paths.blob(repository, digest), new Access.Pull(repository)), digest);
    }

    /**
     * A manifest, whatever bytes the registry gives for it.
     *
     * @return empty if it has none
     */
    public Optional<byte[]> manifestBytes(RepositoryName repository, Digest digest) throws RefusedException {
        try {
            Answer answer =
                    sender.send(Request.of("GET", paths.manifest(repository, digest), new Access.Pull(repository))
                            .withHeader("Accept", ACCEPT));
            if (answer.status() == 404) {
                return Optional.empty();
            }
            if (answer.status() != 200) {
                throw new RefusedException(Refusal.of(answer));
            }
            return Optional.of(answer.body());
        } catch (IOException e) {
            throw new RefusedException(Refusal.of(e, true));
        }
    }

    /**
     * A blob, to be passed on. Its bytes are asked for when they are read, and the last of them is given only if all have the digest.
     *
     * @param size that it must have
     */
    public Content blobContent(RepositoryName repository, Digest digest, long size) {
        Request get = Request.of("GET", paths.blob(repository, digest), new Access.Pull(repository));
        return new RemoteContent(sender, get, digest, size);
    }

    private Optional<Digest> read(Request get, Digest wanted) throws RefusedException {
        AtomicReference<MessageDigest> bytes = new AtomicReference<>();
        Request hashing = get.into(() -> {
            bytes.set(wanted.algorithm().newMessageDigest());
            return new DigestOutputStream(OutputStream.nullOutputStream(), bytes.get());
        });
        try {
            Answer answer = sender.send(hashing);
            if (answer.status() == 404) {
                return Optional.empty();
            }
            if (answer.status() != 200) {
                throw new RefusedException(Refusal.of(answer));
            }
            return Optional.of(Digest.of(wanted.algorithm(), bytes.get()));
        } catch (IOException e) {
            throw new RefusedException(Refusal.of(e, true));
        }
    }
}
