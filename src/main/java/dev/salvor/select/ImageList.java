// SPDX-License-Identifier: Apache-2.0
package dev.salvor.select;

import dev.salvor.Failure;
import dev.salvor.image.ImageName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Images asked for by exact name, and which of them turned up. */
public final class ImageList {
    private final Set<ImageName> wanted;
    private final Set<ImageName> found = ConcurrentHashMap.newKeySet();

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
        boolean isWanted = wanted.contains(name);
        if (isWanted) {
            found.add(name);
        }
        return isWanted;
    }

    /** Those that were asked for and never seen. */
    List<ImageName> notFound() {
        return wanted.stream().filter(name -> !found.contains(name)).toList();
    }
}
