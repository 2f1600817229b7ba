// SPDX-License-Identifier: Apache-2.0
package dev.salvor.image;

/**
 * What a manifest says of content that it refers to (image-spec, descriptor.md).
 *
 * @param mediaType of the content
 * @param digest of the content
 * @param size of the content in bytes
 * @param platform that a child of an index runs on; {@link Platform#NONE} elsewhere
 * @param elsewhere whether it has {@code urls}, from which the content may be downloaded
 */
public record Descriptor(MediaType mediaType, Digest digest, long size, Platform platform, boolean elsewhere) {

    /** @throws IllegalArgumentException if the size is negative */
    public Descriptor {
        if (size < 0) {
            throw new IllegalArgumentException("a descriptor of " + digest + " has the size " + size);
        }
    }

    /** Without {@code urls}. */
    public Descriptor(MediaType mediaType, Digest digest, long size, Platform platform) {
        this(mediaType, digest, size, platform, false);
    }

    /** What it says, of a layer or config. */
    public Blob blob() {
        return new Blob(digest, size);
    }

    /** A layer that need not be in a registry, since clients get it from its {@code urls}. */
    public boolean isForeign() {
        return elsewhere && mediaType.isNotDistributable();
    }
}
