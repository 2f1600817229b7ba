// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import java.nio.file.Path;

/** The names of skopeo's dir layout (protocol.md §6.1), and of the directories as {@code skopeo sync} takes them (protocol.md §6.2). */
record DirNames(Path root) {
    static final String MANIFEST = "manifest.json";
    static final String VERSION = "version";
    /** Which digests of other algorithms than sha256 need (protocol.md §6.1). */
    private static final String LATER = "Directory Transport Version: 1.2\n";

    private static final String USUAL = "Directory Transport Version: 1.1\n";

    /** Of an image. One that has no tag is called by its digest. */
    Path directory(ImageName image) {
        return root.resolve(image.toString());
    }

    static String version(boolean hasOtherDigests) {
        return hasOtherDigests ? LATER : USUAL;
    }

    static boolean isOther(Digest digest) {
        return digest.algorithm() != Digest.Algorithm.SHA256;
    }

    static String blob(Digest digest) {
        return isOther(digest) ? digest.algorithm().prefix() + "-" + digest.hex() : digest.hex();
    }

    static String child(Digest digest) {
        return blob(digest) + "." + MANIFEST;
    }
}
