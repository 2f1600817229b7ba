// SPDX-License-Identifier: Apache-2.0
package dev.salvor.content;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files that may be replaced while a run lasts: behind symbolic links, as Kubernetes does with mounted secrets, too. */
public final class WatchedFiles {
    private final List<Path> files;
    private List<FileState> known = List.of();

    public WatchedFiles(Path... files) {
        this.files = List.of(files);
    }

    /** Whether one of them is another than at the last call; at the first one, always. */
    public synchronized boolean haveChanged() throws IOException {
        List<FileState> now = new ArrayList<>();
        for (Path file : files) {
            now.add(FileState.of(file.toRealPath()));
        }
        boolean changed = !now.equals(known);
        known = now;
        return changed;
    }
}
