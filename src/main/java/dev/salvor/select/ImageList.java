// SPDX-License-Identifier: Apache-2.0
package dev.salvor.select;

import dev.salvor.Failure;
import dev.salvor.image.ImageName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Images asked for by exact name. */
public final class ImageList {
    private final Set<ImageName> wanted;

    private ImageList(Set<ImageName> wanted) {
        this.wanted = wanted;
    }

    /**
     * Reads {@code repository:tag} lines; empty ones and those that begin with # are skipped.
     *
     * @param origin names them in messages
     * @throws Failure.Source if a line is something else
     */
    public static ImageList parse(List<String> lines, String origin) {
        Set<ImageName> wanted = new LinkedHashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int number = i + 1;
            wanted.add(ImageName.tryParse(line)
                    .orElseThrow(() -> new Failure.Source(
                            "line " + number + " of " + origin + " is '" + line + "', not repository:tag",
                            "Write one exact repository:tag a line, as salvor scan STORAGE -o names prints them.")));
        }
        return new ImageList(wanted);
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
}
