// SPDX-License-Identifier: Apache-2.0
package dev.salvor.layout;

import dev.salvor.image.Digest;

/** The names of skopeo's {@code dir} layout (protocol.md §6.1). */
public final class SkopeoDir {
    public static final String MANIFEST = "manifest.json";
    public static final String VERSION = "version";
    /** Which digests of other algorithms than sha256 need. */
    private static final String LATER = "Directory Transport Version: 1.2\n";

    private static final String USUAL = "Directory Transport Version: 1.1\n";

    private SkopeoDir() {}

    /** What the file of the version holds. */
    public static String version(boolean hasOtherDigests) {
        return hasOtherDigests ? LATER : USUAL;
    }

    /** Whether a digest is one that takes the later version. */
    public static boolean isOther(Digest digest) {
        return digest.algorithm() != Digest.Algorithm.SHA256;
    }

    public static String blob(Digest digest) {
        return isOther(digest) ? digest.algorithm().prefix() + "-" + digest.hex() : digest.hex();
    }

    /** Of a manifest that the directory's own one lists. */
    public static String child(Digest digest) {
        return blob(digest) + "." + MANIFEST;
    }
}
