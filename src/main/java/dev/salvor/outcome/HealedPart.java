// SPDX-License-Identifier: Apache-2.0
package dev.salvor.outcome;

import dev.salvor.image.Digest;

/**
 * A manifest or blob of an image that the source lacks or has broken, and that came from elsewhere.
 *
 * @param bytes that it has
 * @param spare what the user calls the place that gave it
 */
public record HealedPart(Digest digest, boolean isManifest, long bytes, String spare) {}
