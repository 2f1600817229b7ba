// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source;

import dev.salvor.image.Manifest;
import java.nio.file.Path;

/** What a storage has of a manifest. */
public sealed interface StoredManifest {

    /**
     * There, and of the right digest. What it says may still be {@link Manifest.Unknown}.
     *
     * @param manifest the bytes, parsed
     * @param bytes the exact bytes, not copied: nobody may change them
     */
    record Intact(Manifest manifest, byte[] bytes) implements StoredManifest {}

    /**
     * Not there.
     *
     * @param expected where it should be
     */
    record Missing(Path expected) implements StoredManifest {}

    /**
     * There, but with bytes that cannot be the manifest.
     *
     * @param file where the bytes are
     * @param reason what is wrong with them
     */
    record Damaged(Path file, String reason) implements StoredManifest {}

    /**
     * Something is there that cannot be read as a file.
     *
     * @param file what is there
     * @param reason why it cannot be read
     */
    record Unreadable(Path file, String reason) implements StoredManifest {}
}
