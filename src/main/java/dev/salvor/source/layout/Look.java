// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.image.Digest;
import dev.salvor.source.SourceProblem;
import java.nio.file.Path;
import java.util.List;

/** What one directory turned out to be. */
sealed interface Look {

    /** An image in skopeo's layout. */
    record Image(Found found, List<ImageDirectory.Entry> files) implements Look {}

    /**
     * An OCI layout.
     *
     * @param files the digests that its files are called after
     * @param others directories in it: of repository {@code app} and repository {@code app/web} each may have one
     */
    record Layout(OciDirectory directory, List<IndexEntry> images, List<Digest> files, Other others) implements Look {}

    /** What {@code docker save} writes. */
    record Saved(DockerArchive archive) implements Look {}

    /** Something else, with directories in it. */
    record Other(List<Path> directories, List<SourceProblem> problems) implements Look {}

    /** @param isOfImages whether it is known that there are images in it */
    record Failed(SourceProblem problem, boolean isOfImages) implements Look {}
}
