// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.source.BrokenTag;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.TagOrigin;
import dev.salvor.source.disk.Disk;
import dev.salvor.source.disk.Enclosure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads what one tag points to. */
final class TagReader {
    private final RepositoryName repository;
    private final Disk disk;
    private final LinkReader links;
    private final TagRepair repair;
    private final Enclosure.Anchor tags;
    private final Consumer<SourceProblem> problems;

    /** @param tags the directory that holds the tags of the repository */
    TagReader(
            RepositoryName repository,
            Disk disk,
            LinkReader links,
            TagRepair repair,
            Enclosure.Anchor tags,
            Consumer<SourceProblem> problems) {
        this.repository = repository;
        this.disk = disk;
        this.links = links;
        this.repair = repair;
        this.tags = tags;
        this.problems = problems;
    }

    /** Gives the tag to one of the two, or to none if a stray file only has the name of a tag. */
    void read(Tag tag, Consumer<ScannedTag> good, Consumer<BrokenTag> broken) throws InterruptedException {
        Path directory = tags.directory().resolve(tag.value());
        Path file = StorageLayout.currentLink(directory);
        Link link = disk.read(() -> links.read(file, tags));
        if (link instanceof Link.Readable readable) {
            if (readable.repaired()) {
                problems.accept(LinkReader.repaired(file, readable));
            }
            good.accept(new ScannedTag(tag, readable.digest(), readable.modified()));
            return;
        }
        if (disk.read(() -> isStray(directory, link))) {
            return;
        }
        Optional<TagRepair.StandIn> instead = disk.read(() -> repair.of(directory, link));
        if (instead.isPresent()) {
            problems.accept(SourceProblem.repaired(
                    file, fault(link) + "; " + instead.get().words()));
            repair.note(new ImageName(repository, tag));
            good.accept(new ScannedTag(
                    tag, instead.get().digest(), instead.get().modified(), new TagOrigin.RepairedLink()));
        } else {
            boolean isUnreadable = link instanceof Link.Unreadable;
            String candidate = isUnreadable ? "" : disk.read(() -> repair.candidate(directory));
            broken.accept(new BrokenTag(tag, isUnreadable, sentence(link) + candidate));
        }
    }

    private static boolean isStray(Path directory, Link link) {
        return switch (link) {
            case Link.Missing _, Link.Unreadable _ -> Files.exists(directory) && !Files.isDirectory(directory);
            case Link.Readable _, Link.Empty _, Link.Damaged _ -> false;
        };
    }

    private static String sentence(Link link) {
        return switch (link) {
            case Link.Missing _ -> "the tag has no link";
            case Link.Unreadable _, Link.Empty _, Link.Damaged _, Link.Readable _ -> "its link " + fault(link);
        };
    }

    /** What is wrong with it, behind its name. */
    private static String fault(Link link) {
        return switch (link) {
            case Link.Missing _ -> "is missing";
            case Link.Empty _ -> Link.Empty.REASON;
            case Link.Damaged damaged -> damaged.reason();
            case Link.Unreadable unreadable -> "cannot be read: " + unreadable.reason();
            case Link.Readable _ -> throw new IllegalArgumentException("nothing is wrong with " + link);
        };
    }
}
