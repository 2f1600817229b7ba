// SPDX-License-Identifier: Apache-2.0
package dev.salvor.export;

import dev.salvor.image.Digest;
import dev.salvor.layout.OciImageLayout;
import java.nio.file.Path;

/** The files of one OCI image layout. */
record OciNames(Path root) {
    Path layout() {
        return root.resolve(OciImageLayout.MARK);
    }

    Path index() {
        return root.resolve(OciImageLayout.INDEX);
    }

    /** Of a blob or a manifest. */
    Path blob(Digest digest) {
        return root.resolve(OciImageLayout.blob(digest));
    }

    /** What an image needs lies where it lies for all. */
    WholeImage.Parts files() {
        return new WholeImage.Parts() {
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
