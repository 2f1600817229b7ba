// SPDX-License-Identifier: Apache-2.0
package dev.salvor.image;

/**
 * What a manifest runs on.
 *
 * @param os the operating system; empty if not said
 * @param architecture the processor; empty if not said
 * @param variant of the processor, such as v8; empty if not said
 */
public record Platform(String os, String architecture, String variant) {
    public static final Platform NONE = new Platform("", "", "");

    /** What buildx gives an attestation, so that no client runs it (docs.docker.com, "Image attestation storage"). */
    private static final Platform ATTESTATION = new Platform("unknown", "unknown", "");

    /** Whether something is said of it, and it is not that of an attestation. */
    public boolean isTold() {
        return !isOfAttestation() && !toString().isEmpty();
    }

    /** Whether it says that the manifest runs nowhere. */
    public boolean isOfAttestation() {
        return equals(ATTESTATION);
    }

    /** {@code linux/arm64/v8}; empty if nothing was said. */
    @Override
    public String toString() {
        if (os.isEmpty() && architecture.isEmpty()) {
            return "";
        }
        return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
    }
}
