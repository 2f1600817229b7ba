// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.image.Digest;

/**
 * A line of the {@code index.json} of an OCI layout.
 *
 * @param refName {@code org.opencontainers.image.ref.name}; empty if there is none
 * @param imageName {@code io.containerd.image.name}, which containerd and docker write; empty if there is none
 */
record IndexEntry(Digest digest, String refName, String imageName) {

    /** Whether salvor wrote it, as nobody else does: both names in full, or a digest after the repository. */
    boolean isOurs() {
        return refName.equals(imageName) && refName.indexOf(':') > 0 || imageName.isEmpty() && refName.indexOf('@') > 0;
    }

    /**
     * What the image is called.
     *
     * @param repository where the layout names none
     * @param alone whether the layout has no other image, so that nothing has to tell them apart
     */
    String name(String repository, boolean alone) {
        if (refName.indexOf('/') >= 0 || refName.indexOf(':') >= 0 || refName.indexOf('@') >= 0) {
            return refName;
        }
        if (!imageName.isEmpty()) {
            return imageName;
        }
        if (refName.isEmpty()) {
            return alone ? repository : repository + "@" + digest;
        }
        return repository + ":" + refName;
    }
}
