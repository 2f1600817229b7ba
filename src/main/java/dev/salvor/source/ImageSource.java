// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source;

import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where images come from: names, manifests and blobs, read-only. Safe for use by many threads; files may vanish or change while they are
 * read. How many reads go on at once is bounded in here.
 */
public interface ImageSource {

    /** The directory or file that it is, without symbolic links; for messages, and for what must not be written to. */
    Path root();

    /** What its files beside the images say of it. */
    StorageKind kind();

    /** The names that its own files give. */
    Tags tags();

    /** All that it holds, whether an image needs it or not. */
    Pool pool();

    /** Reads a manifest of its own, and checks its digest. */
    StoredManifest manifest(Digest digest);

    /**
     * The same, or where it does not have that, or not the right bytes, what a spare has.
     *
     * @param repository that refers to it
     */
    default StoredManifest manifest(RepositoryName repository, Digest digest) {
        return manifest(digest);
    }

    /** Where the bytes of a manifest are, or should be. */
    Path manifestFile(Digest digest);

    /** When a repository was last given a manifest; empty if the manifest is no revision of it. */
    Optional<Instant> revision(RepositoryName repository, Digest digest);

    /**
     * Looks a blob of its own up without reading it.
     *
     * @param repository that refers to it
     */
    StoredBlob blob(RepositoryName repository, Digest digest);

    /**
     * The same, or where it does not have that, or not in the size that it must have, what a spare has.
     *
     * @param blob as what refers to it says
     */
    default StoredBlob blob(RepositoryName repository, Blob blob) {
        return blob(repository, blob.digest());
    }

    /** What spares have for it. */
    default Healing healing() {
        return Healing.NONE;
    }

    /** Its blobs, where they come one after the other and none of them twice. Until they are taken, {@link #blob} says what is to come. */
    default Optional<PassingBlobs> passing() {
        return Optional.empty();
    }

    /**
     * Reads a small blob, such as a config.
     *
     * @param most bytes that it may have
     * @return empty if it has more, is not there, or cannot be read
     */
    Optional<byte[]> read(RepositoryName repository, Digest digest, int most);

    /** The same of one whose size is known, or where it does not have that whole, of what a spare has. */
    default Optional<byte[]> read(RepositoryName repository, Blob blob, int most) {
        return read(repository, blob.digest(), most);
    }

    /** What had to be repaired while blobs and revisions were looked up, so far; what concerns tags, {@link Tags} tells. */
    List<SourceProblem> repaired();
}
