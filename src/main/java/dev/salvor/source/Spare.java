// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source;

import dev.salvor.content.Content;
import dev.salvor.image.Blob;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import java.util.Optional;

/** A place besides a source, which may have what that lacks. It is asked by digest, never by name, and only read; by many threads. */
public interface Spare {

    /** What the user calls it. */
    String name();

    /** What it turned out to be, such as "an OCI layout". */
    String kind();

    /**
     * The bytes of a manifest, which have this digest.
     *
     * @param repository that refers to it
     * @return empty if it has none
     */
    Optional<byte[]> manifest(RepositoryName repository, Digest digest);

    /**
     * The bytes of a blob. They have its digest when they are given, or else fail to be read before the last of them is.
     *
     * @param repository that refers to it
     * @return empty if it has none of this digest and size
     */
    Optional<Content> blob(RepositoryName repository, Blob blob);
}
