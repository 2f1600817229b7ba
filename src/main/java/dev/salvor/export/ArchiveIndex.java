// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salvor.image.ImageName;
import dev.salvor.image.Manifest;
import dev.salvor.layout.OciImageLayout;
import dev.salvor.resolve.ResolvedManifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a tar says that it holds: first what is going to be in it, and once more at its end if that did not come true. */
final class ArchiveIndex {
    private static final int EXAMPLES = 5;

    private final SortedMap<String, OciEntry> entries = new TreeMap<>();
    private final SortedMap<String, ObjectNode> loadable = new TreeMap<>();
    /** The first few that docker cannot load. */
    private final List<ImageName> notLoadable = new ArrayList<>();

    private long notLoadableCount;

    /** @param image as the target calls it */
    void add(ImageName image, ResolvedManifest root, Manifest manifest) {
        OciEntry entry = OciEntry.of(image, root, false);
        entries.put(entry.key(), entry);
        DockerManifest.entry(image, manifest)
                .ifPresentOrElse(its -> loadable.put(entry.key(), its), () -> noteNotLoadable(image));
    }

    private void noteNotLoadable(ImageName image) {
        notLoadableCount++;
        if (notLoadable.size() < EXAMPLES) {
            notLoadable.add(image);
        }
    }

    /** @return whether it was listed */
    boolean remove(ImageName image) {
        String key = OciEntry.key(image, false);
        loadable.remove(key);
        return entries.remove(key) != null;
    }

    void write(TarWriter tar) throws IOException {
        tar.file(OciImageLayout.INDEX, OciIndex.bytes(entries.values()));
        if (!loadable.isEmpty()) {
            tar.file(DockerManifest.MANIFEST, DockerManifest.bytes(loadable.values()));
        }
    }

    /** What docker cannot load, in words; empty if it is nothing. */
    String notLoadable() {
        long more = notLoadableCount - notLoadable.size();
        return notLoadable.isEmpty()
                ? ""
                : "docker load takes images for one platform with a tag only, and not " + notLoadableCount
                        + " of these: "
                        + String.join(
                                ", ",
                                notLoadable.stream().map(ImageName::toString).toList())
                        + (more > 0 ? " and " + more + " more" : "");
    }
}
