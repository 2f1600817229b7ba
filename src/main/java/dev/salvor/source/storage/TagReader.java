// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import dev.salvor.image.Digest;
import dev.salvor.image.Tag;
import dev.salvor.source.BrokenTag;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.disk.Disk;
import dev.salvor.source.disk.Enclosure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads what one tag points to. */
final class TagReader {
    private final Disk disk;
    private final LinkReader links;
    private final TagIndex index;
    private final Enclosure.Anchor tags;
    private final Consumer<SourceProblem> problems;

    /** @param tags the directory that holds the tags of a repository */
    TagReader(Disk disk, LinkReader links, Enclosure.Anchor tags, Consumer<SourceProblem> problems) {
        this.disk = disk;
        this.links = links;
        this.index = new TagIndex(links);
        this.tags = tags;
        this.problems = problems;
    }

    /** Gives the tag to one of the two, or to none if a stray file only has the name of a tag. */
    void read(Tag tag, Consumer<ScannedTag> good, Consumer<BrokenTag> broken) throws InterruptedException {
        Path directory = tags.directory().resolve(tag.value());
        Path file = StorageLayout.currentLink(directory);
        switch (disk.read(() -> links.read(file, tags))) {
            case Link.Readable link -> {
                if (link.repaired()) {
                    problems.accept(LinkReader.repaired(file, link));
                }
                good.accept(new ScannedTag(tag, link.digest(), link.modified()));
            }
            case Link.Missing _ -> {
                if (!disk.read(() -> isStray(directory))) {
                    broken.accept(new BrokenTag(tag, false, "the tag has no link" + candidate(directory)));
                }
            }
            case Link.Empty empty -> {
                Optional<Digest> only = disk.read(() -> index.only(directory));
                if (only.isPresent()) {
                    problems.accept(SourceProblem.repaired(
                            file,
                            Link.Empty.REASON + "; read as " + only.get() + ", the one entry of the tag's index"));
                    good.accept(new ScannedTag(tag, only.get(), empty.modified()));
                } else {
                    broken.accept(new BrokenTag(tag, false, "its link " + Link.Empty.REASON + candidate(directory)));
                }
            }
            case Link.Damaged damaged ->
                broken.accept(new BrokenTag(tag, false, "its link " + damaged.reason() + candidate(directory)));
            case Link.Unreadable unreadable -> {
                if (!disk.read(() -> isStray(directory))) {
                    broken.accept(new BrokenTag(tag, true, "its link cannot be read: " + unreadable.reason()));
                }
            }
        }
    }

    private static boolean isStray(Path directory) {
        return Files.exists(directory) && !Files.isDirectory(directory);
    }

    private String candidate(Path directory) throws InterruptedException {
        return disk.read(() -> index.newest(directory))
                .map(digest -> "; the newest digest in its index, which is not used, is " + digest)
                .orElse("");
    }
}
