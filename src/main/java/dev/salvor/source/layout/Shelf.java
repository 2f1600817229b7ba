// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.image.Digest;
import dev.salvor.source.StoredBlob;
import dev.salvor.source.StoredManifest;
import java.nio.file.Path;
import java.util.SortedSet;

/** Content by its digest, of one layout or of many, read-only. For many threads. */
interface Shelf {

    /** Looks without reading. */
    StoredBlob blob(Digest digest);

    /** Reads a manifest, and checks its digest. */
    StoredManifest manifest(Digest digest);

    /** Where content is, or should be, for messages. */
    Path place(Digest digest);

    /** All that it has. */
    SortedSet<Digest> digests();
}
