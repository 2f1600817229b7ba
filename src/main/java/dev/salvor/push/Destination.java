// SPDX-License-Identifier: Apache-2.0
package dev.salvor.push;

import dev.salvor.content.Content;
import dev.salvor.image.Digest;
import dev.salvor.image.MediaType;
import dev.salvor.image.Reference;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.registry.ManifestState;
import dev.salvor.registry.Referrers;
import dev.salvor.registry.RefusedException;
import dev.salvor.registry.Registry;
import dev.salvor.registry.http.UnreadableSourceException;
import java.util.Optional;

/**
 * Where images go: the verbs that pushing needs, and nothing of how they travel. All block; all may be called from many threads. What is
 * refused, or stays unanswered in all tries, is a {@link RefusedException}.
 */
interface Destination {

    /** A way to bring a blob that a refused reuse left open (rule 6). Only the destination that opened it looks inside. */
    interface Opened {}

    /** How an attempt ended to have a blob without sending it. */
    sealed interface Reuse {
        record Reused() implements Reuse {}

        /** Not reused, but on the way: {@link #putBlob} goes on in it. */
        record Begun(Opened opened) implements Reuse {}

        /** Not reused; the bytes may still do. */
        record Declined() implements Reuse {}
    }

    Registry.BlobState blob(RepositoryName repository, Digest digest) throws RefusedException;

    /** Has a blob in a repository, by its being in another one. */
    Reuse reuse(RepositoryName repository, Digest digest, RepositoryName from) throws RefusedException;

    /**
     * Sends a blob, from its first byte as often as it takes.
     *
     * @param opened what a reuse of the same blob left open
     * @throws UnreadableSourceException if the content cannot be read to its end
     */
    void putBlob(RepositoryName repository, Digest digest, Content content, Optional<Opened> opened)
            throws RefusedException, UnreadableSourceException;

    /** Gives up what a reuse left open and nobody will use, as well as that can be done; fails never. */
    void abandon(RepositoryName repository, Opened opened);

    ManifestState manifest(RepositoryName repository, Reference reference) throws RefusedException;

    /** Sends the exact bytes of a manifest. */
    void putManifest(RepositoryName repository, Reference reference, MediaType type, byte[] bytes)
            throws RefusedException;

    /** Whether it tells by itself what refers to a manifest; else clients keep a tag for that. */
    boolean listsReferrers(RepositoryName repository, Digest subject) throws RefusedException;

    /**
     * What such a tag lists there.
     *
     * @param known the digest of what it listed when it was last seen
     */
    Referrers.Listed list(RepositoryName repository, Tag tag, Optional<Digest> known) throws RefusedException;

    /** The digest of all bytes that can be read back of a manifest; empty if it is not there. A policy may forbid it: 412. */
    Optional<Digest> readManifest(RepositoryName repository, Digest digest) throws RefusedException;

    /** The digest of all bytes that can be read back of a blob; empty if it is not there. */
    Optional<Digest> readBlob(RepositoryName repository, Digest digest) throws RefusedException;
}
