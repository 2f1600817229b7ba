// SPDX-License-Identifier: Apache-2.0
package dev.salvor.select;

import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.SourceProblem;
import java.util.List;

/**
 * What a scan says besides the images.
 *
 * @param repositories in the storage
 * @param tags in the storage, broken ones too
 * @param share what of it this run is about
 * @param untagged repositories that have revisions but no tag, as far as they may have been meant; sorted
 * @param problems met while scanning, sorted by path
 * @param notFound images that were asked for by name and are not in the storage
 */
public record ScanFindings(
        long repositories,
        long tags,
        Share share,
        List<RepositoryName> untagged,
        List<SourceProblem> problems,
        List<ImageName> notFound) {
    public ScanFindings {
        untagged = List.copyOf(untagged);
        problems = List.copyOf(problems);
        notFound = List.copyOf(notFound);
    }

    /** Of a run that is about the whole storage. */
    public ScanFindings(
            long repositories,
            long tags,
            List<RepositoryName> untagged,
            List<SourceProblem> problems,
            List<ImageName> notFound) {
        this(repositories, tags, new Share(Shard.whole(), repositories), untagged, problems, notFound);
    }

    /** @param repositories that the shard owns */
    public record Share(Shard shard, long repositories) {}
}
