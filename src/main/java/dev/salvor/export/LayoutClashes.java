// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.image.RepositoryName;
import dev.salvor.layout.OciImageLayout;
import dev.salvor.registry.Refusal;
import dev.salvor.registry.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * With a layout for each repository, {@code a/blobs} would lie where the layout of {@code a} has its blobs. One of such two is refused, so that
 * the other one is right: what lies inside of the other one's layout.
 */
final class LayoutClashes {
    private final Path root;
    private final Set<String> repositories = new HashSet<>();

    LayoutClashes(Path root) {
        this.root = root;
    }

    /** To be called for all, before the first is written. */
    void expect(RepositoryName repository) {
        repositories.add(repository.value());
    }

    /** @throws RefusedException if it clashes */
    void require(RepositoryName repository) throws RefusedException {
        String value = repository.value();
        for (int slash = value.indexOf('/'); slash > 0; slash = value.indexOf('/', slash + 1)) {
            String above = value.substring(0, slash);
            String next = value.substring(slash + 1).split("/", 2)[0];
            boolean isLayout = repositories.contains(above)
                    || Files.isRegularFile(root.resolve(above).resolve(OciImageLayout.INDEX));
            if (OciImageLayout.isName(next) && isLayout) {
                throw refused(repository, "in the layout of " + above + ", at its own '" + next + "'");
            }
        }
        for (String name : new String[] {OciImageLayout.MARK, OciImageLayout.INDEX}) {
            if (Files.isDirectory(root.resolve(value).resolve(name))) {
                throw refused(repository, "around a directory '" + name + "', which a layout has as a file");
            }
        }
    }

    private static RefusedException refused(RepositoryName repository, String where) {
        return new RefusedException(new Refusal(
                Refusal.Reason.FILE, 0, "the layout of " + repository + " would lie " + where + ": use one for all"));
    }
}
