// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.names;

import dev.salvor.Failure;
import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.PrintedName;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.source.names.cluster.RunningImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes names of a storage out of the images that a cluster runs: those of one registry, whose host is cut. */
final class ClusterList {
    private static final String NO_HOST = "";
    private static final int NAMED = 5;

    private final TagListBuilder names;
    private final Optional<StoredDigests> storage;
    private final Set<RunningImage> images = new LinkedHashSet<>();
    /** Tags of which one platform's image runs: those whose index is known, and the others. */
    private final TreeMap<ImageName, Digest> whole = new TreeMap<>();

    private final Set<ImageName> onePlatform = new TreeSet<>();

    /** @param storage where digests are looked up; without it they are taken for those of manifests */
    ClusterList(TagListBuilder names, Optional<StoredDigests> storage) {
        this.names = names;
        this.storage = storage;
    }

    void add(RunningImage image) {
        images.add(image);
    }

    boolean isEmpty() {
        return images.isEmpty();
    }

    /**
     * To be called once.
     *
     * @param kind of the list, in words
     * @param wanted the host; empty for that of most images
     * @throws Failure.Source if no image has it
     */
    TagList build(String kind, Optional<String> wanted) {
        Map<String, Set<PrintedName>> byHost = images.stream()
                .map(RunningImage::name)
                .collect(Collectors.groupingBy(ClusterList::host, TreeMap::new, Collectors.toSet()));
        String host = wanted.orElseGet(() -> byHost.entrySet().stream()
                .max(Comparator.comparing(its -> its.getValue().size()))
                .orElseThrow()
                .getKey());
        if (!byHost.containsKey(host)) {
            throw new Failure.Source(
                    "'" + names.list() + "' names no image of the host '" + host + "'; it has: "
                            + hosts(byHost.keySet()),
                    "Give one of these, as it stands in front of the names.");
        }
        images.stream().filter(image -> host(image.name()).equals(host)).forEach(this::name);
        tellOfPlatforms();
        complainOfNameless();
        int size = byHost.values().stream().mapToInt(Set::size).sum();
        Set<String> others = byHost.keySet();
        others.remove(host);
        return names.build(
                kind + ", " + said(host)
                        + (others.isEmpty() ? "" : ", not of " + hosts(others) + " (" + size + " images in all)"),
                false);
    }

    private static String host(PrintedName name) {
        return name.host().orElse(NO_HOST);
    }

    private static String said(String host) {
        return host.equals(NO_HOST) ? "without a host" : "of the host " + host + ", which is cut";
    }

    private static String hosts(Set<String> hosts) {
        return hosts.stream()
                        .limit(NAMED)
                        .map(host -> host.equals(NO_HOST) ? "names without a host" : host)
                        .collect(Collectors.joining(", "))
                + (hosts.size() > NAMED ? " and " + (hosts.size() - NAMED) + " more" : "");
    }

    private void name(RunningImage image) {
        PrintedName printed = image.name();
        Optional<RepositoryName> repository = printed.host().isPresent() ? printed.cut() : printed.typed();
        if (repository.isEmpty()) {
            names.complaints().skipped("'" + printed + "' has no repository's name");
            return;
        }
        RepositoryName its = repository.get();
        Optional<Tag> tag = printed.tag();
        Optional<Digest> digest = image.digest();
        if (tag.isPresent() && digest.isPresent()) {
            Digest told = digest.get();
            StoredDigests.Meaning meaning = storage.map(stored -> stored.of(its, tag.get(), told))
                    .orElse(new StoredDigests.Meaning.Said(Set.of(told)));
            meaning.digests().forEach(meant -> names.tag(its, tag.get(), meant, Instant.EPOCH));
            ImageName name = new ImageName(its, tag.get());
            switch (meaning) {
                case StoredDigests.Meaning.Said _ -> {}
                case StoredDigests.Meaning.Whole(Digest index) -> whole.putIfAbsent(name, index);
                case StoredDigests.Meaning.OnePlatform(var _) -> onePlatform.add(name);
            }
        } else {
            names.other(tag.isPresent() ? new ImageName(its, tag.get()) : new ImageName(its, digest.orElseThrow()));
        }
    }

    private void tellOfPlatforms() {
        if (!whole.isEmpty()) {
            Map.Entry<ImageName, Digest> first = whole.firstEntry();
            names.complaints()
                    .repaired(number(whole.size(), "image that runs is", "images that run are")
                            + " of one platform, and the tag is taken for the one index without a tag that lists it: such as "
                            + first.getKey() + ", now " + first.getValue());
        }
        complain(
                onePlatform,
                "image that runs is",
                "images that run are",
                "of one platform, and which index was pulled, if any, cannot be told: the tag will stand for this platform only");
    }

    private static String number(int count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }

    private void complainOfNameless() {
        List<ImageName> byTag = new ArrayList<>();
        List<ImageName> byDigest = new ArrayList<>();
        names.others().forEach(name -> (name.tag().isPresent() ? byTag : byDigest).add(name));
        complain(
                byTag,
                "image is named",
                "images are named",
                "by a tag without its digest, so that only a link can say what it is");
        complain(
                byDigest,
                "image is named",
                "images are named",
                "by a digest without a tag, so that there is no tag to push it as");
    }

    private void complain(Collection<ImageName> images, String one, String many, String how) {
        if (!images.isEmpty()) {
            names.complaints()
                    .repaired(number(images.size(), one, many) + " " + how + ": "
                            + images.stream()
                                    .limit(NAMED)
                                    .map(ImageName::toString)
                                    .collect(Collectors.joining(", "))
                            + (images.size() > NAMED ? " and " + (images.size() - NAMED) + " more" : ""));
        }
    }
}
