// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import dev.salvor.IoReason;
import dev.salvor.concurrent.Parallel;
import dev.salvor.image.RepositoryName;
import dev.salvor.image.Tag;
import dev.salvor.source.BrokenTag;
import dev.salvor.source.ScannedRepository;
import dev.salvor.source.ScannedTag;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.disk.Directories;
import dev.salvor.source.disk.Disk;
import dev.salvor.source.disk.Enclosure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** Reads the tags of one repository: one directory entry and one link each. */
final class RepositoryReader {
    /** So many tags are read by one thread before it pays to have a second. */
    private static final int CHUNK = 32;

    private final Disk disk;
    private final Enclosure enclosure;
    private final LinkReader links;
    private final TagRepair repair;
    private final Consumer<SourceProblem> problems;

    RepositoryReader(
            Disk disk, Enclosure enclosure, LinkReader links, TagRepair repair, Consumer<SourceProblem> problems) {
        this.disk = disk;
        this.enclosure = enclosure;
        this.links = links;
        this.repair = repair;
        this.problems = problems;
    }

    ScannedRepository read(RepositoryName name, Path directory) throws InterruptedException {
        Path tags = StorageLayout.tags(directory);
        try {
            Enclosure.Anchor anchor = disk.read(() -> enclosure.anchor(tags));
            return read(name, directory, anchor, tagNames(tags));
        } catch (NoSuchFileException e) {
            return new ScannedRepository(name, List.of(), List.of(), hasRevision(directory));
        } catch (IOException e) {
            problems.accept(SourceProblem.unreadable(tags, IoReason.of(e)));
            return new ScannedRepository(name, List.of(), List.of(), false);
        }
    }

    private ScannedRepository read(RepositoryName name, Path directory, Enclosure.Anchor anchor, List<Tag> candidates)
            throws InterruptedException {
        Queue<ScannedTag> tags = new ConcurrentLinkedQueue<>();
        Queue<BrokenTag> broken = new ConcurrentLinkedQueue<>();
        TagReader reader = new TagReader(name, disk, links, repair, anchor, problems);
        Parallel.each(chunks(candidates), disk.readsAtOnce(), chunk -> {
            for (Tag tag : chunk) {
                reader.read(tag, tags::add, broken::add);
            }
        });
        return new ScannedRepository(
                name,
                tags.stream().sorted(Comparator.comparing(ScannedTag::tag)).toList(),
                broken.stream().sorted(Comparator.comparing(BrokenTag::tag)).toList(),
                tags.isEmpty() && broken.isEmpty() && hasRevision(directory));
    }

    private List<Tag> tagNames(Path directory) throws IOException, InterruptedException {
        List<Tag> tags = new ArrayList<>();
        for (Path name : disk.read(() -> Directories.names(directory))) {
            Tag.tryParse(name.toString()).ifPresentOrElse(tags::add, () -> problems.accept(skipped(directory, name)));
        }
        return tags;
    }

    private static SourceProblem skipped(Path directory, Path name) {
        String reason =
                StorageLayout.isHidden(name.toString()) ? "hidden, skipped" : "no tag can have this name, skipped";
        return SourceProblem.skipped(directory.resolve(name), reason);
    }

    private static List<List<Tag>> chunks(List<Tag> tags) {
        List<List<Tag>> chunks = new ArrayList<>();
        for (int start = 0; start < tags.size(); start += CHUNK) {
            chunks.add(tags.subList(start, Math.min(start + CHUNK, tags.size())));
        }
        return chunks;
    }

    /** One look: an entry without a link is what is left of a deleted manifest (protocol.md §1.7). */
    private boolean hasRevision(Path directory) throws InterruptedException {
        for (Path revisions : StorageLayout.revisions(directory)) {
            try {
                if (disk.read(
                        () -> Directories.any(revisions, entry -> Files.isRegularFile(StorageLayout.link(entry))))) {
                    return true;
                }
            } catch (NoSuchFileException e) {
                continue;
            } catch (IOException e) {
                problems.accept(SourceProblem.unreadable(revisions, IoReason.of(e)));
            }
        }
        return false;
    }
}
