// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.image.Digest;
import java.nio.file.Path;

/** The names of an OCI image layout (image-spec, image-layout.md). */
record OciNames(Path root) {
    static final String LAYOUT = "oci-layout";
    static final String INDEX = "index.json";
    static final String BLOBS = "blobs";
    static final String LAYOUT_TEXT = "{\"imageLayoutVersion\":\"1.0.0\"}";

    Path layout() {
        return root.resolve(LAYOUT);
    }

    Path index() {
        return root.resolve(INDEX);
    }

    /** Of a blob or a manifest. */
    Path blob(Digest digest) {
        return root.resolve(name(digest));
    }

    static String name(Digest digest) {
        return BLOBS + "/" + digest.algorithm().prefix() + "/" + digest.hex();
    }

    /** What an image needs lies where it lies for all. */
    WholeImage.Files files() {
        return new WholeImage.Files() {
            @Override
            public Path child(Digest digest) {
                return blob(digest);
            }

            @Override
            public Path blob(Digest digest) {
                return OciNames.this.blob(digest);
            }
        };
    }
}
