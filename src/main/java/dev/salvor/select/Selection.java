// SPDX-License-Identifier: Apache-2.0
package dev.salvor.select;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.BrokenTag;
import dev.salvor.source.ImageSource;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.ScannedTag;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which images of the storage are meant. It remembers nothing, so that several scans can share it.
 *
 * @param includes an image must match one of them, if there are any
 * @param excludes and none of these
 * @param newest so many of each repository, by the age of their link; 0 for all
 * @param since only tags whose link was written then or later
 * @param only exactly these images
 * @param shard only images of its repositories
 * @param referrers whether referrers that have no tag go with the images that they are about
 * @param sparseChildren whether the whole images of an index that is not whole go in its stead, under tags that are made for them
 * @param first images that are meant whatever else decides but {@code excludes} and the shard
 */
public record Selection(
        List<ImageGlob> includes,
        List<ImageGlob> excludes,
        int newest,
        Optional<Instant> since,
        Optional<ImageList> only,
        Shard shard,
        boolean referrers,
        boolean sparseChildren,
        Optional<FirstImages> first) {
    public Selection {
        includes = List.copyOf(includes);
        excludes = List.copyOf(excludes);
        if (newest < 0) {
            throw new IllegalArgumentException("newest is " + newest);
        }
    }

    /** Of all repositories. */
    public Selection(
            List<ImageGlob> includes,
            List<ImageGlob> excludes,
            int newest,
            Optional<Instant> since,
            Optional<ImageList> only) {
        this(includes, excludes, newest, since, only, Shard.whole(), true, false, Optional.empty());
    }

    public static Selection all() {
        return new Selection(List.of(), List.of(), 0, Optional.empty(), Optional.empty());
    }

    /** The same, of one shard. */
    public Selection within(Shard part) {
        return new Selection(includes, excludes, newest, since, only, part, referrers, sparseChildren, first);
    }

    /** The same, with referrers or without. */
    public Selection withReferrers(boolean wanted) {
        return new Selection(includes, excludes, newest, since, only, shard, wanted, sparseChildren, first);
    }

    /** The same, with whole images of indexes that are not whole, or without. */
    public Selection withSparseChildren(boolean wanted) {
        return new Selection(includes, excludes, newest, since, only, shard, referrers, wanted, first);
    }

    /** The same, with images that are wanted before all others. */
    public Selection beginningWith(Optional<FirstImages> images) {
        return new Selection(includes, excludes, newest, since, only, shard, referrers, sparseChildren, images);
    }

    /** The same, with what its names mean in this storage; the same again if that is known. */
    public Selection in(ImageSource storage) {
        return new Selection(
                includes,
                excludes,
                newest,
                since,
                only.map(list -> list.in(storage)),
                shard,
                referrers,
                sparseChildren,
                first.map(images -> images.in(storage, shard)));
    }

    /** Whether the age of links decides. */
    boolean goesByTime() {
        return newest > 0 || since.isPresent();
    }

    public List<ScannedTag> tags(ScannedRepository repository) {
        List<ScannedTag> matching = repository.tags().stream()
                .filter(tag -> since.isEmpty() || !tag.modified().isBefore(since.get()))
                .filter(tag -> isMeant(new ImageName(repository.name(), tag.tag())))
                .toList();
        if (newest == 0 || matching.size() <= newest) {
            return matching;
        }
        return matching.stream()
                .sorted(Comparator.comparing(ScannedTag::modified).reversed().thenComparing(ScannedTag::tag))
                .limit(newest)
                .sorted(Comparator.comparing(ScannedTag::tag))
                .toList();
    }

    /** What is meant of a repository. */
    public SelectedRepository of(ScannedRepository repository) {
        boolean onlyFirst = first.filter(FirstImages::isOnly).isPresent();
        SelectedRepository usual = onlyFirst
                ? new SelectedRepository(repository, List.of(), List.of(), List.of())
                : new SelectedRepository(repository, tags(repository), broken(repository), revisions(repository));
        return first.map(images -> with(images.of(repository.name()), usual)).orElse(usual);
    }

    /** By each tag that stands for one of them; by its digest where none does. */
    private SelectedRepository with(Set<Digest> images, SelectedRepository usual) {
        RepositoryName name = usual.name();
        List<ScannedTag> tags = usual.all().tags().stream()
                .filter(tag -> images.contains(tag.digest()) && !isExcluded(new ImageName(name, tag.tag()))
                        || usual.tags().contains(tag))
                .toList();
        Set<Digest> tagged = tags.stream().map(ScannedTag::digest).collect(Collectors.toSet());
        List<Digest> revisions = Stream.concat(
                        usual.revisions().stream(),
                        images.stream()
                                .filter(digest -> !tagged.contains(digest))
                                .filter(digest -> !isExcluded(new ImageName(name, digest))))
                .distinct()
                .sorted()
                .toList();
        return new SelectedRepository(usual.all(), tags, usual.broken(), revisions);
    }

    private boolean isExcluded(ImageName name) {
        return excludes.stream().anyMatch(glob -> glob.matches(name));
    }

    /** Revisions that are asked for by digest have no age either. */
    private List<Digest> revisions(ScannedRepository repository) {
        return only.stream()
                .flatMap(list -> list.revisions(repository.name()))
                .filter(digest -> isMeant(new ImageName(repository.name(), digest)))
                .toList();
    }

    /** Where names of a list were not taken as they were typed. */
    List<String> notes() {
        return only.map(ImageList::notes).orElse(List.of());
    }

    /** Tags whose link cannot be used have no age: neither {@code newest} nor {@code since} leaves them out. */
    public List<BrokenTag> broken(ScannedRepository repository) {
        return repository.broken().stream()
                .filter(tag -> isMeant(new ImageName(repository.name(), tag.tag())))
                .toList();
    }

    /** Whether a repository without any tag could have been meant; nobody can tell from an exact list. */
    public boolean mayMean(RepositoryName repository) {
        return first.filter(FirstImages::isOnly).isEmpty()
                && only.isEmpty()
                && (includes.isEmpty() || includes.stream().anyMatch(glob -> glob.mayMatch(repository)));
    }

    /** Whether every image of this repository is meant, whatever it is called, and if it has no tag. */
    public boolean meansAllOf(RepositoryName repository) {
        return newest == 0
                && since.isEmpty()
                && only.isEmpty()
                && first.isEmpty()
                && shard.owns(repository)
                && (includes.isEmpty() || includes.stream().anyMatch(glob -> glob.isOfAll(repository)))
                && excludes.stream().noneMatch(glob -> glob.mayMatch(repository));
    }

    /** Whether it takes all tags of a repository to know if one is meant. */
    public boolean countsTags() {
        return newest > 0;
    }

    /** Whether an image of this repository could be meant, whatever it is called. */
    public boolean mayConcern(RepositoryName repository) {
        boolean isWanted = wanted().anyMatch(name -> name.repository().equals(repository));
        return mayConcern(repository, isWanted ? Set.of(repository) : Set.of());
    }

    /** Whether an image of this repository could be meant, whatever it is called. @param wanted repositories of the exact list */
    boolean mayConcern(RepositoryName repository, Set<RepositoryName> wanted) {
        return shard.owns(repository)
                && (first.filter(images -> images.concern(repository)).isPresent()
                        || (only.isEmpty() ? mayMean(repository) : wanted.contains(repository)));
    }

    /** The images of its shard that are asked for by exact name. */
    Stream<ImageName> wanted() {
        return only.stream().flatMap(ImageList::names).filter(name -> shard.owns(name.repository()));
    }

    /** Those of the images asked for by exact name that are in this repository, left out by another option or not. */
    Stream<ImageName> wantedOf(ScannedRepository repository) {
        return only.stream()
                .flatMap(list -> Stream.concat(names(repository).filter(list::contains), digests(list, repository)));
    }

    /** Whether a tag of this repository is meant, whatever its age, and whichever shard owns it. */
    boolean means(ScannedRepository repository) {
        return Stream.concat(names(repository), only.stream().flatMap(list -> digests(list, repository)))
                .anyMatch(this::isMeant);
    }

    Stream<ImageGlob> globs() {
        return Stream.concat(includes.stream(), excludes.stream());
    }

    /** Whether a glob says anything of this repository, whatever else decides. */
    static boolean concerns(ImageGlob glob, ScannedRepository repository) {
        return glob.matchesAny(repository.name(), names(repository));
    }

    private static Stream<ImageName> digests(ImageList list, ScannedRepository repository) {
        return list.revisions(repository.name()).map(digest -> new ImageName(repository.name(), digest));
    }

    private static Stream<ImageName> names(ScannedRepository repository) {
        return Stream.concat(
                        repository.tags().stream().map(ScannedTag::tag),
                        repository.broken().stream().map(BrokenTag::tag))
                .map(tag -> new ImageName(repository.name(), tag));
    }

    private boolean isMeant(ImageName name) {
        return (only.isEmpty() || only.get().contains(name))
                && (includes.isEmpty() || includes.stream().anyMatch(glob -> glob.matches(name)))
                && !isExcluded(name);
    }
}
