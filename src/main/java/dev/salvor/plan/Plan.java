// SPDX-License-Identifier: Apache-2.0
package dev.salvor.plan;

import dev.salvor.content.UniqueContent;
import dev.salvor.image.Blob;
import dev.salvor.image.RepositoryName;
import dev.salvor.outcome.Tally;
import dev.salvor.resolve.ResolvedImage;
import dev.salvor.resolve.UntaggedCount;
import dev.salvor.select.ScanFindings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that is known before the first mutating request.
 *
 * @param images to push
 * @param settled the outcomes of all other images that were selected, counted
 * @param existing repositories that the target has already
 * @param findings what the scan of the storage says besides the images
 * @param homes repositories of the target in which blobs of these images are taken to be
 * @param gaps what stands in the way
 * @param untagged what the compared repositories of the storage have besides; empty if that was not looked for
 */
public record Plan(
        List<ResolvedImage> images,
        Tally settled,
        Set<RepositoryName> existing,
        ScanFindings findings,
        FoundHomes homes,
        Gaps gaps,
        Optional<UntaggedCount> untagged) {
    public Plan {
        images = List.copyOf(images);
        existing = Set.copyOf(existing);
    }

    /** Before what has no tag is counted. */
    public Plan(
            List<ResolvedImage> images,
            Tally settled,
            Set<RepositoryName> existing,
            ScanFindings findings,
            FoundHomes homes,
            Gaps gaps) {
        this(images, settled, existing, findings, homes, gaps, Optional.empty());
    }

    /**
     * What stands in the way of images, as far as comparing showed it.
     *
     * @param missingProjects of Harbor, by its own word; their images are in the plan all the same
     * @param untold repositories of the target of which it does not tell whether and what they are; their images are in the plan
     * @param refused repositories of the target that could not be compared; their images are not in the plan
     */
    public record Gaps(Set<String> missingProjects, Set<RepositoryName> refused, Set<RepositoryName> untold) {
        public Gaps {
            missingProjects = Set.copyOf(missingProjects);
            refused = Set.copyOf(refused);
            untold = Set.copyOf(untold);
        }

        public static Gaps none() {
            return new Gaps(Set.of(), Set.of(), Set.of());
        }
    }

    /** How many go by their digest alone because they are about another manifest: signatures, SBOMs and the like. */
    public long referrers() {
        return images.stream()
                .filter(image -> image.name().tag().isEmpty() && image.subject().isPresent())
                .count();
    }

    /** Those that go by their digest alone and are about nothing, so that nothing on the target will name them. */
    public List<ResolvedImage> nameless() {
        return images.stream()
                .filter(image -> image.name().tag().isEmpty() && image.subject().isEmpty())
                .toList();
    }

    /** The same with fewer images: the others are settled, too. */
    public Plan with(List<ResolvedImage> left, Tally others) {
        return new Plan(left, settled.plus(others), existing, findings, homes, gaps, untagged);
    }

    /** The same with what has no tag. */
    public Plan with(UntaggedCount counted) {
        return new Plan(images, settled, existing, findings, homes, gaps, Optional.of(counted));
    }

    /**
     * What images need.
     *
     * @param totalBytes as if nothing were shared: each image with all its blobs
     * @param uniqueBytes each blob once
     */
    public record Need(long images, long blobs, long totalBytes, long uniqueBytes) {}

    public Need need() {
        return need(images);
    }

    /** By project of the target. */
    public SortedMap<String, Need> needByProject() {
        Map<String, List<ResolvedImage>> projects = new HashMap<>();
        images.forEach(image -> projects.computeIfAbsent(image.target().project(), _ -> new ArrayList<>())
                .add(image));
        SortedMap<String, Need> needs = new TreeMap<>();
        projects.forEach((project, its) -> needs.put(project, need(its)));
        return needs;
    }

    private static Need need(List<ResolvedImage> images) {
        UniqueContent unique = new UniqueContent();
        long total = 0;
        for (ResolvedImage image : images) {
            for (Blob blob : image.blobs()) {
                unique.add(blob.digest(), blob.size());
                total += blob.size();
            }
        }
        return new Need(images.size(), unique.count(), total, unique.bytes());
    }
}
