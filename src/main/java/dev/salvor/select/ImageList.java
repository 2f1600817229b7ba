// SPDX-License-Identifier: Apache-2.0
package dev.salvor.select;

import dev.salvor.Failure;
import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import dev.salvor.image.RepositoryName;
import dev.salvor.source.ImageSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Images asked for by exact name. */
public final class ImageList {
    private final List<ImageLine> lines;
    private final Set<ImageName> wanted;
    /** Those that are wanted by digest, and are there. */
    private final Map<RepositoryName, SortedSet<Digest>> revisions;

    private final List<String> notes;
    /** Whether it is known what they are in the storage. */
    private final boolean isFound;

    private ImageList(
            boolean isFound,
            List<ImageLine> lines,
            Set<ImageName> wanted,
            Map<RepositoryName, SortedSet<Digest>> revisions,
            List<String> notes) {
        this.isFound = isFound;
        this.lines = lines;
        this.wanted = wanted;
        this.revisions = revisions;
        this.notes = notes;
    }

    /**
     * Reads lines as {@link ImageLine} has them; empty ones and those that begin with # are skipped.
     *
     * @param origin names them in messages
     * @throws Failure.Source if a line is something else
     */
    public static ImageList parse(List<String> lines, String origin) {
        List<ImageLine> parsed = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int number = i + 1;
            parsed.add(ImageLine.tryParse(line)
                    .orElseThrow(() -> new Failure.Source(
                            "line " + number + " of " + origin + " is '" + line + "', not repository:tag",
                            "Write one exact repository:tag or repository@sha256:… a line, as salvor scan STORAGE -o names or a"
                                    + " cluster prints them.")));
        }
        Set<ImageName> names = new LinkedHashSet<>();
        parsed.forEach(line -> names.add(line.name()));
        return new ImageList(false, parsed, names, Map.of(), List.of());
    }

    /** What its lines mean in this storage. Reads the links of those that have a digest, or what may be a host, in front; once. */
    ImageList in(ImageSource storage) {
        if (isFound) {
            return this;
        }
        Set<ImageName> names = new LinkedHashSet<>();
        Map<RepositoryName, SortedSet<Digest>> found = new LinkedHashMap<>();
        ListNotes said = new ListNotes();
        for (ImageLine line : lines) {
            if (!line.isOpen()) {
                names.add(line.name());
                continue;
            }
            ImageLine.Meaning meaning = line.in(storage);
            names.add(meaning.name());
            if (meaning instanceof ImageLine.Meaning.Found its) {
                said.add(line, its);
                if (its.name().reference() instanceof Digest digest) {
                    found.computeIfAbsent(its.name().repository(), _ -> new TreeSet<>())
                            .add(digest);
                }
            }
        }
        return new ImageList(true, lines, names, found, said.lines());
    }

    public boolean isEmpty() {
        return wanted.isEmpty();
    }

    boolean contains(ImageName name) {
        return wanted.contains(name);
    }

    /** In the order of the lines. */
    Stream<ImageName> names() {
        return wanted.stream();
    }

    /** Those of this repository that are asked for by digest and are in the storage, as {@link #in} found. */
    Stream<Digest> revisions(RepositoryName repository) {
        SortedSet<Digest> its = revisions.get(repository);
        return its == null ? Stream.of() : its.stream();
    }

    /** Where lines were not taken as they were typed, in words. */
    List<String> notes() {
        return notes;
    }
}
