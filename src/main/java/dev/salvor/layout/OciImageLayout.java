// SPDX-License-Identifier: Apache-2.0
package dev.salvor.layout;

import dev.salvor.image.Digest;
import java.util.Optional;

/** The names of an OCI image layout (image-spec, image-layout.md). */
public final class OciImageLayout {
    /** The file that says that a directory is one. */
    public static final String MARK = "oci-layout";

    public static final String MARK_TEXT = "{\"imageLayoutVersion\":\"1.0.0\"}";
    public static final String INDEX = "index.json";
    public static final String BLOBS = "blobs";
    /** The annotation of an entry of the index that names an image (image-spec, annotations.md). */
    public static final String REF_NAME = "org.opencontainers.image.ref.name";
    /** The same of containerd, with the whole name. */
    public static final String IMAGE_NAME = "io.containerd.image.name";

    private OciImageLayout() {}

    /** Whether a layout has a file or a directory of this name. */
    public static boolean isName(String file) {
        return file.equals(MARK) || file.equals(INDEX) || file.equals(BLOBS);
    }

    /** Of a blob or a manifest, below the layout. */
    public static String blob(Digest digest) {
        return BLOBS + "/" + digest.algorithm().prefix() + "/" + digest.hex();
    }

    /** Of what such a file is; empty if it is another one. @param name below the layout */
    public static Optional<Digest> digest(String name) {
        String[] parts = name.split("/", -1);
        return parts.length == 3 && parts[0].equals(BLOBS)
                ? Digest.tryParse(parts[1] + ":" + parts[2])
                : Optional.empty();
    }
}
