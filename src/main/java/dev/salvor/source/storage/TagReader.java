// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import dev.salvor.image.Tag;
import dev.salvor.source.BrokenTag;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.SourceProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Reads what one tag points to. */
final class TagReader {
    private final Disk disk;
    private final Path tags;
    private final Consumer<SourceProblem> problems;

    /** @param tags the directory that holds the tags of a repository */
    TagReader(Disk disk, Path tags, Consumer<SourceProblem> problems) {
        this.disk = disk;
        this.tags = tags;
        this.problems = problems;
    }

    /** Gives the tag to one of the two, or to none if a stray file only has the name of a tag. */
    void read(Tag tag, Consumer<ScannedTag> good, Consumer<BrokenTag> broken) throws InterruptedException {
        Path directory = tags.resolve(tag.value());
        Path file = StorageLayout.currentLink(directory);
        switch (disk.read(() -> Link.read(file))) {
            case Link.Readable link -> {
                if (link.repaired()) {
                    problems.accept(new SourceProblem(
                            SourceProblem.Kind.REPAIRED,
                            file,
                            "has more than the digest in it, which registries refuse; read as " + link.digest()));
                }
                good.accept(new ScannedTag(tag, link.digest(), link.modified()));
            }
            case Link.Missing missing -> {
                if (!disk.read(() -> isStray(directory))) {
                    broken.accept(new BrokenTag(tag, false, "the tag has no link" + candidate(directory)));
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
        return disk.read(() -> TagIndex.newest(directory))
                .map(digest -> "; the newest digest in its index, which is not used, is " + digest)
                .orElse("");
    }
}
