// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.storage;

import dev.salvor.IoReason;
import dev.salvor.image.Digest;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.disk.Directories;
import dev.salvor.source.disk.Disk;
import dev.salvor.source.disk.Enclosure;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The revisions of a repository. */
final class RevisionLinks {
    private final Disk disk;
    private final Enclosure enclosure;
    private final LinkReader links;
    private final Consumer<SourceProblem> problems;

    RevisionLinks(Disk disk, Enclosure enclosure, LinkReader links, Consumer<SourceProblem> problems) {
        this.disk = disk;
        this.enclosure = enclosure;
        this.links = links;
        this.problems = problems;
    }

    /** @param known revisions that are left out, without a look at their links */
    SortedSet<Digest> read(Path repository, Set<Digest> known) throws InterruptedException {
        SortedSet<Digest> found = new TreeSet<>();
        for (Path revisions : StorageLayout.revisions(repository)) {
            try {
                Enclosure.Anchor anchor = disk.read(() -> enclosure.anchor(revisions));
                List<Path> names = disk.read(() -> Directories.names(revisions));
                for (Path name : names) {
                    Optional<Digest> digest = Digest.tryParse(revisions.getFileName() + ":" + name)
                            .filter(each -> !known.contains(each));
                    if (digest.isPresent()) {
                        Path link = StorageLayout.link(revisions.resolve(name));
                        add(link, digest.get(), disk.read(() -> links.read(link, anchor)), found);
                    }
                }
            } catch (NoSuchFileException e) {
                continue;
            } catch (IOException e) {
                problems.accept(SourceProblem.unreadable(revisions, IoReason.of(e)));
            }
        }
        found.removeAll(known);
        return found;
    }

    /** What is in the link counts, not the name of its directory (protocol.md §1.3). */
    private void add(Path file, Digest name, Link link, Set<Digest> found) throws InterruptedException {
        switch (link) {
            case Link.Readable readable -> {
                if (readable.repaired()) {
                    problems.accept(LinkReader.repaired(file, readable));
                }
                found.add(readable.digest());
            }
            case Link.Empty _ -> {
                if (!disk.read(() -> links.hasBlob(name))) {
                    return;
                }
                problems.accept(SourceProblem.repaired(
                        file, Link.Empty.REASON + "; read as " + name + ", as its directory is called"));
                found.add(name);
            }
            // What is left of a deleted manifest (protocol.md §1.7).
            case Link.Missing _ -> {}
            case Link.Damaged(String reason) -> problems.accept(SourceProblem.unreadable(file, reason));
            case Link.Unreadable(String reason) -> problems.accept(SourceProblem.unreadable(file, reason));
        }
    }
}
