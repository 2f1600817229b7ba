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
    private final Some notForDocker = new Some();
    private final Some notForContainerd = new Some();

    /** @param image as the target calls it */
    void add(ImageName image, ResolvedManifest root, Manifest manifest) {
        OciEntry entry = OciEntry.of(image, root, false);
        entries.put(entry.key(), entry);
        DockerManifest.entry(image, manifest)
                .ifPresentOrElse(its -> loadable.put(entry.key(), its), () -> notForDocker.add(image));
        if (!Unpackable.byContainerd(manifest)) {
            notForContainerd.add(image);
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

    /** What engines cannot load, a line for each kind of engine. */
    List<String> notLoadable() {
        List<String> lines = new ArrayList<>();
        if (notForDocker.count > 0) {
            lines.add("docker load takes images for one platform with a tag only, and not " + notForDocker);
        }
        if (notForContainerd.count > 0) {
            lines.add("ctr images import stops where it would unpack what is no image or lacks foreign layers, such as "
                    + notForContainerd);
        }
        return lines;
    }

    /** How many images, and the first few of them. */
    private static final class Some {
        private final List<ImageName> first = new ArrayList<>();
        private long count;

        void add(ImageName image) {
            count++;
            if (first.size() < EXAMPLES) {
                first.add(image);
            }
        }

        @Override
        public String toString() {
            long more = count - first.size();
            return count + " of these: "
                    + String.join(", ", first.stream().map(ImageName::toString).toList())
                    + (more > 0 ? " and " + more + " more" : "");
        }
    }
}
