// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.spare;

import dev.salvor.content.Content;
import dev.salvor.image.Digest;
import dev.salvor.image.RepositoryName;
import java.io.IOException;
import java.util.List;

/** Where the files of a spare are. */
interface Shelf {

    /**
     * What goes by the name of a digest: regular files, not opened yet, whose bytes nobody has looked at.
     *
     * @param repository that refers to it
     */
    List<? extends Content> at(RepositoryName repository, Digest digest) throws IOException;
}
