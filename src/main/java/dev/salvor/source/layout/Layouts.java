// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.Failure;
import dev.salvor.IoReason;
import dev.salvor.source.ImageSource;
import dev.salvor.source.disk.Disk;
import dev.salvor.source.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Opens what images may be read from, and tells by the content which kind it is. */
public final class Layouts {
    private Layouts() {}

    /**
     * Opens the storage of a registry, or what images were carried in.
     *
     * @param readsAtOnce how many threads may read the filesystem at a time, at least 1
     * @throws Failure.Source if there is nothing of the kind, or it cannot be read
     */
    public static ImageSource open(Path given, int readsAtOnce) {
        if (!Files.isDirectory(given) || Storage.isMeant(given)) {
            return Storage.open(given, readsAtOnce);
        }
        try {
            Optional<LayoutSource> layout = new TreeReader(given.toRealPath(), new Disk(readsAtOnce)).read();
            return layout.isPresent() ? layout.get() : Storage.open(given, readsAtOnce);
        } catch (IOException e) {
            throw new Failure.Source("'" + given + "' cannot be read: " + IoReason.of(e), e);
        }
    }
}
