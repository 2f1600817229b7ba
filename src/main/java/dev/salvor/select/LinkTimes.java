// SPDX-License-Identifier: Apache-2.0
package dev.salvor.select;

import dev.salvor.image.Manifest;
import dev.salvor.image.ManifestParser;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.ImageSource;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.StoredManifest;
import dev.salvor.source.TagOrigin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells times of pushes from those of a copy: after a copy all links are of the same hour, or all images are far older than their links. An
 * image that was just built, or a constant that a reproducible build gives, says nothing. Kept small: the outermost times and a few samples.
 */
final class LinkTimes {
    private static final int SAMPLES = 16;
    /** Fewer tags than this, or fewer creation dates, are an accident. */
    private static final int FEWEST = 2;

    private static final Duration OF_ONE_COPY = Duration.ofHours(1);
    /** Images are pushed when they are built, or soon after; those of a mirror much later, but then not all in one storage. */
    private static final Duration SOON = Duration.ofDays(1);

    private static final Duration FAR = Duration.ofDays(30);
    /** Reproducible builds say 1970 or 1980. */
    private static final Instant FIRST_DOCKER = Instant.parse("2013-03-01T00:00:00Z");

    private static final int MAX_CONFIG_BYTES = 4 << 20;

    private final ImageSource storage;
    private final List<Sample> samples = new ArrayList<>();
    private long tags;
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;

    LinkTimes(ImageSource storage) {
        this.storage = storage;
    }

    private record Sample(RepositoryName repository, ScannedTag tag) {}

    /** Only links can have the times of a copy: lists have their own. */
    synchronized void add(RepositoryName repository, List<ScannedTag> all) {
        List<ScannedTag> its = all.stream()
                .filter(tag -> tag.origin() instanceof TagOrigin.Link)
                .toList();
        for (ScannedTag tag : its) {
            first = tag.modified().isBefore(first) ? tag.modified() : first;
            last = tag.modified().isAfter(last) ? tag.modified() : last;
        }
        tags += its.size();
        its.stream()
                .limit(samples.size() < SAMPLES ? FEWEST : 0)
                .map(tag -> new Sample(repository, tag))
                .forEach(samples::add);
    }

    /** Reads the configs of the samples. */
    synchronized Optional<CopiedTimes> ofACopy() {
        if (tags < FEWEST) {
            return Optional.empty();
        }
        List<Duration> ages =
                samples.stream().flatMap(each -> age(each).stream()).toList();
        boolean atOnce = Duration.between(first, last).compareTo(OF_ONE_COPY) < 0
                && (ages.isEmpty() || ages.stream().anyMatch(age -> age.compareTo(SOON) > 0));
        boolean late = ages.size() >= FEWEST && ages.stream().allMatch(age -> age.compareTo(FAR) > 0);
        return atOnce || late ? Optional.of(new CopiedTimes(tags, first, last)) : Optional.empty();
    }

    /** How old the image was when its link was written; empty if nothing trustworthy says so. */
    private Optional<Duration> age(Sample sample) {
        return storage.manifest(sample.tag().digest()) instanceof StoredManifest.Intact(Manifest.Image image, var _)
                ? storage.read(sample.repository(), image.config().digest(), MAX_CONFIG_BYTES)
                        .flatMap(ManifestParser::createdOfConfig)
                        .filter(created -> created.isAfter(FIRST_DOCKER))
                        .map(created -> Duration.between(created, sample.tag().modified()))
                : Optional.empty();
    }
}
