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

    /** {@code linux/arm64/v8}; empty if nothing was said. */
    @Override
    public String toString() {
        if (os.isEmpty() && architecture.isEmpty()) {
            return "";
        }
        return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
    }
}
