// SPDX-License-Identifier: Apache-2.0
package dev.salvor.registry;

import dev.salvor.content.Content;
import dev.salvor.image.Digest;
import dev.salvor.image.MediaType;
import dev.salvor.image.RepositoryName;
import dev.salvor.registry.http.Access;
import dev.salvor.registry.http.Answer;
import dev.salvor.registry.http.BodyText;
import dev.salvor.registry.http.Request;
import dev.salvor.registry.http.Sender;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
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

    /** What the registry gives. @param size in bytes */
    public record Bytes(Digest digest, long size) {}

    /** The digest of the bytes that the registry gives for this manifest; empty if it has none. A policy may forbid to pull it: 412. */
    public Optional<Digest> manifest(RepositoryName repository, Digest digest) throws RefusedException {
        Request get = Request.of("GET", paths.manifest(repository, digest), new Access.Pull(repository))
                .withHeader("Accept", ACCEPT);
        return read(get, digest).map(Bytes::digest);
    }

    /** The bytes of a manifest, as the registry gives them; empty if it has none. */
    public Optional<byte[]> bytes(RepositoryName repository, Digest digest) throws RefusedException {
        Request get = Request.of("GET", paths.manifest(repository, digest), new Access.Pull(repository))
                .withHeader("Accept", ACCEPT);
        try {
            Answer answer = sender.send(get);
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

    /** The digest of the bytes that the registry gives for this blob; empty if it has none. */
    public Optional<Digest> blob(RepositoryName repository, Digest digest) throws RefusedException {
        return blobBytes(repository, digest).map(Bytes::digest);
    }

    /** The same with how many there are. */
    public Optional<Bytes> blobBytes(RepositoryName repository, Digest digest) throws RefusedException {
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

    private Optional<Bytes> read(Request get, Digest wanted) throws RefusedException {
        AtomicReference<Hashing> bytes = new AtomicReference<>();
        Request hashing = get.into(() -> {
            bytes.set(new Hashing(wanted.algorithm().newMessageDigest()));
            return bytes.get();
        });
        try {
            Answer answer = sender.send(hashing);
            if (answer.status() == 404 && !BodyText.isPage(answer)) {
                return Optional.empty();
            }
            if (answer.status() != 200) {
                throw new RefusedException(Refusal.of(answer));
            }
            Bytes read = new Bytes(Digest.of(wanted.algorithm(), bytes.get().hash), bytes.get().size);
            if (!read.digest().equals(wanted) && BodyText.isCalledPage(answer)) {
                throw new RefusedException(new Refusal(
                        Refusal.Reason.FRONT, answer.status(), "a page for a browser, and not what was asked for"));
            }
            return Optional.of(read);
        } catch (IOException e) {
            throw new RefusedException(Refusal.of(e, true));
        }
    }

    /** Keeps nothing of what goes through it. */
    private static final class Hashing extends OutputStream {
        private final MessageDigest hash;
        private long size;

        Hashing(MessageDigest hash) {
            this.hash = hash;
        }

        @Override
        public void write(int b) {
            hash.update((byte) b);
            size++;
        }

        @Override
        public void write(byte[] b, int from, int length) {
            hash.update(b, from, length);
            size += length;
        }
    }
}
