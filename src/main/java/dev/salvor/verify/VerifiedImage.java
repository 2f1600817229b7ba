// SPDX-License-Identifier: Apache-2.0
package dev.salvor.verify;

import dev.salvor.image.Digest;
import dev.salvor.image.ImageName;
import java.util.Optional;

/**
 * An image with its verdict.
 *
 * @param digest of its manifest; empty if the link of the tag gives none
 */
public record VerifiedImage(ImageName name, Optional<Digest> digest, ImageVerdict verdict) {}
