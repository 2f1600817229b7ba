// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.Failure;
import dev.salvor.content.Content;
import dev.salvor.layout.ExportMark;
import dev.salvor.source.SourceProblem;
import dev.salvor.source.layout.tar.TarEntry;
import dev.salvor.source.layout.tar.TarReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A tar, whose files stay where they are in it. Of what stands in it twice the last counts, as for tar itself. */
final class TarTree implements Tree {
    /** Some 300 bytes of memory each. */
    private static final int MOST_ENTRIES = 500_000;
    /** The character after the slash: all that begins with a directory's name is before it. */
    private static final char BEHIND_SLASH = '/' + 1;

    private final TarFiles archive;
    private final NavigableMap<String, TarEntry> entries;
    private final Path root;

    /** @param entries by their names, clean ones */
    TarTree(TarFiles archive, NavigableMap<String, TarEntry> entries) throws IOException {
        this.archive = archive;
        this.entries = entries;
        this.root = begin();
    }

    /** {@code tar cf carried.tar carried} has all of it in a directory, which is no part of any name. */
    private Path begin() throws IOException {
        Path all = Path.of("");
        List<Path> names = names(all);
        boolean isWrapped = names.size() == 1
                && kind(names.getFirst()) == Kind.DIRECTORY
                && (names.getFirst().toString().equals(name())
                        || entries.containsKey(names.getFirst() + "/" + ExportMark.NAME));
        return isWrapped ? names.getFirst() : all;
    }

    /**
     * Reads all headers.
     *
     * @param problems hears of what is wrong with it; what stands before that counts
     */
    static TarTree read(Archive archive, Consumer<SourceProblem> problems) throws IOException {
        NavigableMap<String, TarEntry> entries = new TreeMap<>();
        try (FileChannel channel = archive.open()) {
            TarReader reader = new TarReader(channel);
            read(archive, reader, entries, problems);
            return new TarTree(archive.of(channel.size()), entries);
        }
    }

    private static void read(
            Archive archive,
            TarReader reader,
            NavigableMap<String, TarEntry> entries,
            Consumer<SourceProblem> problems) {
        try {
            long count = 0;
            for (Optional<TarEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
                if (++count > MOST_ENTRIES) {
                    throw new Failure.Source(
                            "'" + archive.given() + "' has more than " + MOST_ENTRIES + " files",
                            "Unpack it, and give the directory.");
                }
                TarEntry entry = next.get();
                clean(entry.name())
                        .ifPresentOrElse(
                                name -> entries.put(name, entry),
                                () -> problems.accept(SourceProblem.skipped(
                                        archive.given(),
                                        "a file in it is called '" + entry.name()
                                                + "', which leads out of it or is no name: skipped")));
            }
        } catch (IOException e) {
            problems.accept(SourceProblem.unreadable(archive.given(), "the tar is cut or damaged: " + e.getMessage()));
        }
    }

    /** Without {@code ./}; empty if it would be written elsewhere than below a directory, or can have no such name there. */
    private static Optional<String> clean(String name) {
        try {
            Path path = Path.of(name);
            boolean leaves = path.isAbsolute();
            for (Path part : path) {
                leaves |= part.toString().equals("..");
            }
            return leaves ? Optional.empty() : Optional.of(path.normalize().toString());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    @Override
    public Path root() {
        return root;
    }

    /** The file's name without what says that it is a tar. */
    @Override
    public String name() {
        return archive.given()
                .getFileName()
                .toString()
                .replaceFirst("(?i)(\\.oci)?\\.(tar(\\.[a-z0-9]+)?|tgz|tzst)$", "");
    }

    @Override
    public List<Path> names(Path directory) throws IOException {
        String name = Links.follow(directory, entries);
        String prefix = name.isEmpty() ? "" : name + "/";
        List<Path> names = new ArrayList<>();
        String at = entries.ceilingKey(prefix);
        while (at != null && at.startsWith(prefix)) {
            int end = at.indexOf('/', prefix.length());
            String child = end < 0 ? at : at.substring(0, end);
            if (child.length() > prefix.length()) {
                names.add(Path.of(child.substring(prefix.length())));
            }
            // a name may stand before what is in it, with others between: "a", "a-b", "a/c"
            at = end < 0 ? entries.higherKey(at) : entries.ceilingKey(child + BEHIND_SLASH);
        }
        if (names.isEmpty() && !name.isEmpty()) {
            TarEntry entry = entries.get(name);
            if (entry == null) {
                throw new NoSuchFileException(directory.toString());
            }
            if (entry.kind() != TarEntry.Kind.DIRECTORY) {
                throw new NotDirectoryException(directory.toString());
            }
        }
        return names.stream().distinct().toList();
    }

    /** What has something in it is a directory, with an entry of its own or without. */
    @Override
    public Kind kind(Path path) {
        TarEntry entry = entries.get(path.toString());
        if (entry == null || entry.kind() == TarEntry.Kind.DIRECTORY) {
            return Kind.DIRECTORY;
        }
        return entry.kind() == TarEntry.Kind.SYMBOLIC_LINK ? Kind.LINK : Kind.OTHER;
    }

    private TarEntry entry(Path path) throws IOException {
        String name = Links.follow(path, entries);
        TarEntry entry = entries.get(name);
        if (entry == null) {
            throw new NoSuchFileException(path.toString());
        }
        return entry;
    }

    @Override
    public Content file(Path path) throws IOException {
        TarEntry entry = entry(path);
        if (entry.kind() != TarEntry.Kind.FILE) {
            throw new FileSystemException(path.toString(), null, "not a regular file, or one with holes left out");
        }
        return archive.content(path.toString(), entry);
    }

    @Override
    public Instant modified(Path path) throws IOException {
        return entry(path).modified();
    }

    @Override
    public Path shown(Path path) {
        return path.equals(root) ? archive.given() : archive.shown(path.toString());
    }
}
